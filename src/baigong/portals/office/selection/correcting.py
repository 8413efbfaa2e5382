"""Putting results right: an award given late, an award taken back by two people."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Prize
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Correction, Objection
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.selection.loading import edition_in_view
from baigong.portals.office.selection.questions import one_question


@door(Can.APPROVE_CORRECTION, methods=("POST",), of=one_question)
def award(request: HttpRequest, question: Objection) -> HttpResponse:
    """Give the award that was withheld."""
    prize = Prize.objects.filter(edition=question.edition_id, key=request.POST.get("prize", "")).first()
    if prize is None:
        raise Http404
    actions.award_late(question, prize, by=request.user)
    messages.success(request, _("Given. Certificate and page of the library follow."))
    return redirect("office:questions")


@door(Can.PROPOSE_CORRECTION, methods=("POST",), of=one_question)
def propose(request: HttpRequest, question: Objection) -> HttpResponse:
    """Propose to take an award back."""
    known = Award.objects.filter(entry__edition=question.edition_id, public_id=request.POST.get("award", ""))
    wanted = known.select_related("selection").first()
    if wanted is None:
        raise Http404
    said, goes_on = request.POST.get("reason", ""), "goes_on" in request.POST
    try:
        actions.propose_correction(wanted, objection=question, reason=said, goes_on=goes_on, by=request.user)
    except BadInput as wrong:
        messages.error(request, " ".join(map(str, wrong.faults.values())))
    else:
        messages.success(request, _("Proposed. A second person has to agree before anything changes."))
    return redirect("office:questions")


def one_correction(request: HttpRequest, public_id: str) -> Correction:
    """One of the year in view."""
    found = Correction.objects.filter(award__selection__edition=edition_in_view(request), public_id=public_id)
    related = ("award__entry__track", "award__prize", "award__selection", "objection", "proposed_by")
    correction = found.select_related(*related).first()
    if correction is None:
        raise Http404
    return correction


@door(Can.APPROVE_CORRECTION, methods=("POST",), of=one_correction)
def approve(request: HttpRequest, correction: Correction) -> HttpResponse:
    """Put the second name to it."""
    actions.approve_correction(correction, by=request.user)
    messages.success(request, _("Taken back. Certificate, lists and letters follow."))
    return redirect("office:questions")


@door(Can.PROPOSE_CORRECTION, methods=("POST",), of=one_correction)
def drop(request: HttpRequest, correction: Correction) -> HttpResponse:
    """The award stands after all."""
    actions.drop_correction(correction, by=request.user)
    messages.success(request, _("The award stands."))
    return redirect("office:questions")
