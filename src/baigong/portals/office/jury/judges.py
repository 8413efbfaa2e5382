"""Who judges: the list, invitations, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.judging import actions
from baigong.domain.judging.models import Judge, Round
from baigong.domain.judging.queries.balance import balance_of
from baigong.domain.judging.queries.office import judge_lines, numbers_of
from baigong.domain.judging.queries.rounds import reading_round
from baigong.domain.judging.queries.sight import sight_of
from baigong.domain.selection.queries.seats import electors, enough
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.jury.forms import InviteForm, ManyForm
from baigong.portals.office.jury.loading import edition_in_view, one_judge


def _page(request: HttpRequest, edition: Edition, *, status: int = 200, **forms: Any) -> HttpResponse:
    stage = reading_round(edition)
    lines = judge_lines(edition, stage, viewer=request.user, progress=_progress(stage, viewer=request.user))
    votes = len(electors(edition.pk))
    page = {
        "lines": lines,
        "balance": balance_of(edition),
        "votes": votes,
        "quorum": enough(edition.pk, votes),
        "sworn": sum(line.state == "sworn" for line in lines),
        "waiting": sum(line.state in {"invited", "accepted"} for line in lines),
        "may_invite": policy.allowed(request.user, Can.INVITE_JUDGE, edition),
        "invite_form": InviteForm(edition=edition),
        "many_form": ManyForm(edition=edition),
        **forms,
    }
    return render(request, "office/jury/judges.html", page, status=status)


def _progress(stage: Round | None, *, viewer: Any) -> dict[str, Any] | None:
    """What a chair may see of it; None has it counted, for the office."""
    if stage is None or not (sight := sight_of(stage, viewer=viewer)).is_calm:
        return None
    return {} if policy.why_not(viewer, Can.VIEW_FIGURES, stage) else numbers_of(stage, sight=sight).progress


@door(Can.VIEW_JUDGING, of=edition_in_view)
def judges(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All judges of the year."""
    return _page(request, edition)


@door(Can.INVITE_JUDGE, methods=("POST",), of=edition_in_view)
def invite(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Invite one."""
    form = InviteForm(request.POST, edition=edition)
    if form.is_valid():
        try:
            actions.invite_judge(edition, by=request.user, **form.cleaned_data)
        except BadInput as wrong:
            form.add_error("email", str(wrong))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("office:judges")
    return _page(request, edition, status=422, invite_form=form)


@door(Can.INVITE_JUDGE, methods=("POST",), of=edition_in_view)
def invite_many(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Invite a list; addresses that were invited before are left alone."""
    form = ManyForm(request.POST, edition=edition)
    if not form.is_valid():
        return _page(request, edition, status=422, many_form=form)
    known = set(Judge.objects.filter(edition=edition).values_list("email", flat=True))
    fresh = {row["email"].lower(): row for row in form.cleaned_data["rows"] if row["email"].lower() not in known}
    for row in fresh.values():
        actions.invite_judge(edition, by=request.user, **row)
    sent = ngettext("One invitation is on its way.", "%(n)d invitations are on their way.", len(fresh)) % {
        "n": len(fresh)
    }
    messages.success(request, sent)
    return redirect("office:judges")


@door(Can.INVITE_JUDGE, methods=("POST",), of=one_judge)
def again(request: HttpRequest, judge: Judge) -> HttpResponse:
    """Send the invitation once more."""
    actions.invite_again(judge, by=request.user)
    messages.success(request, _("A new invitation is on its way; the old link has ended."))
    return redirect("office:judges")


@door(Can.RELEASE_JUDGE, methods=("POST",), of=one_judge)
def release(request: HttpRequest, judge: Judge) -> HttpResponse:
    """Let a judge go: what is handed in stays, what is open goes back."""
    actions.release_judge(judge, by=request.user, reason=request.POST.get("reason", ""))
    messages.warning(request, _("Gone from the jury. What was not read yet is open again: run the assignment."))
    return redirect("office:judges")
