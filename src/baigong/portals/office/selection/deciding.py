"""The acts: compute, overrule, propose, approve, take back, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.models import Round
from baigong.domain.selection import actions
from baigong.domain.selection.models import Placement, Selection
from baigong.domain.selection.queries.pages import prize_names
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.selection.forms import OverruleForm, ProposeForm, ReasonForm
from baigong.portals.office.selection.loading import one_selection, stage_in_view
from baigong.portals.office.selection.ranking import list_page


def _back(selection: Selection) -> HttpResponse:
    return redirect("office:selection_one", public_id=selection.public_id)


def _wrong(request: HttpRequest, selection: Selection, **forms: Any) -> HttpResponse:
    return render(request, "office/selection/one.html", list_page(request, selection, **forms), status=422)


@door(Can.COMPUTE_SELECTION, methods=("POST",), of=stage_in_view)
def ask(request: HttpRequest, stage: Round) -> HttpResponse:
    """Compute the list."""
    return _back(actions.ask_selection(stage, by=request.user))


@door(Can.SIGN_UNEVEN, methods=("POST",), of=stage_in_view)
def sign(request: HttpRequest, stage: Round) -> HttpResponse:
    """Answer for unequal reads and compute the list."""
    try:
        return _back(actions.sign_uneven(stage, reason=request.POST.get("reason", ""), by=request.user))
    except BadInput as wrong:
        messages.error(request, " ".join(map(str, wrong.faults.values())))
    return redirect("office:selection")


@door(Can.PROPOSE_SELECTION, methods=("POST",), of=one_selection)
def propose(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Freeze it."""
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return _wrong(request, selection, propose_form=form)
    try:
        actions.propose(selection, by=request.user, publish_at=form.cleaned_data["publish_at"])
    except BadInput as wrong:
        form.add_error("publish_at", str(wrong))
        return _wrong(request, selection, propose_form=form)
    messages.success(request, _("The list is frozen. A second person has to approve it."))
    return _back(selection)


@door(Can.APPROVE_SELECTION, methods=("POST",), of=one_selection)
def approve(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Put the second name to exactly the list that was on the page."""
    actions.approve(selection, by=request.user, digest=request.POST.get("digest", "-"))
    messages.success(request, _("Approved. The list opens by itself at its time."))
    return _back(selection)


@door(Can.VOID_SELECTION, methods=("POST",), of=one_selection)
def revise(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Take it back to change it."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _wrong(request, selection, reason_form=form)
    actions.revise(selection, by=request.user, **form.cleaned_data)
    messages.warning(request, _("Taken back. Every approval has fallen."))
    return _back(selection)


@door(Can.PROPOSE_SELECTION, methods=("GET", "POST"), of=one_selection)
def overrule(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Give one entry other prizes than the ranking did, with the meeting's reason."""
    wanted = request.resolver_match.kwargs["entry"] if request.resolver_match else ""
    placements = Placement.objects.filter(selection=selection, entry__public_id=wanted).select_related("entry__track")
    placement = placements.first()
    if placement is None:
        raise Http404
    names = prize_names(selection.edition_id)
    form = OverruleForm(request.POST or None, choices=list(names.items()), initial={"prizes": placement.prizes})
    if request.method == "POST" and form.is_valid():
        actions.overrule(selection, placement.entry, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted in the record, with its reason."))
        return _back(selection)
    page = {"selection": selection, "placement": placement, "form": form}
    return render(request, "office/selection/overrule.html", page, status=422 if form.errors else 200)
