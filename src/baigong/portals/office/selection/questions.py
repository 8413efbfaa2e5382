"""Questions about results: read and answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.selection import actions
from baigong.domain.selection.models import Objection
from baigong.domain.selection.queries.objections import objections_in
from baigong.domain.selection.queries.pages import prize_names
from baigong.domain.selection.queries.successors import corrections_in, standing_awards
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.selection.loading import edition_in_view


@door(Can.VIEW_OFFICE, of=edition_in_view)
def questions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of them, those that wait first."""
    found = objections_in(edition, viewer=request.user)  # type: ignore[arg-type]
    may_propose = policy.allowed(request.user, Can.PROPOSE_CORRECTION, edition)
    upheld = any(one.state == "upheld" for one in found)
    page = {
        "found": found,
        "waiting": sum(one.state == "raised" for one in found),
        "prizes": list(prize_names(edition.pk).items()),
        "may_answer": policy.allowed(request.user, Can.READ_LETTERS, edition),
        "may_award": policy.allowed(request.user, Can.APPROVE_CORRECTION, edition),
        "may_propose": may_propose,
        "corrections": corrections_in(edition) if may_propose else [],
        "awards": standing_awards(edition) if may_propose and upheld else [],
    }
    return render(request, "office/selection/questions.html", page)


def one_question(request: HttpRequest, public_id: str) -> Objection:
    """One of the year in view, not about an own entry."""
    own = Entry.objects.bound_to(request.user).values("pk")
    found = Objection.objects.filter(edition=edition_in_view(request), public_id=public_id).exclude(entry__in=own)
    question = found.select_related("entry").first()
    if question is None:
        raise Http404
    return question


@door(Can.ANSWER_OBJECTION, methods=("POST",), of=one_question)
def answer(request: HttpRequest, question: Objection) -> HttpResponse:
    """Justified or not, in words."""
    try:
        upheld = request.POST.get("do") == "uphold"
        actions.answer_objection(question, upheld=upheld, answer=request.POST.get("answer", ""), by=request.user)
    except BadInput as wrong:
        messages.error(request, " ".join(map(str, wrong.faults.values())))
    else:
        messages.success(request, _("Answered. The team gets a letter."))
    return redirect("office:questions")
