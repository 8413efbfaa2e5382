"""What a winning team takes along, and what it lets others copy."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.library.actions import hide_solution, publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.library.queries import kept_back, offered_fields
from baigong.domain.library.rules import consent_to
from baigong.interface.answers import FileShown
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.entrant.forms import LibraryForm
from baigong.portals.entrant.sheet import file_address


def solution_of(request: HttpRequest, public_id: str) -> Solution:
    """The page of the person's own winning entry."""
    own = Solution.objects.filter(entry__in=Entry.objects.of_member(request.user))
    fetched = own.select_related("edition", "entry__edition", "entry__track", "entry__sheet").prefetch_related(
        "entry__members"
    )
    found: Solution = get_object_or_404(fetched, entry__public_id=public_id)
    return found


@door(Can.EDIT_SOLUTION, methods=("GET", "POST"), of=solution_of)
def library(request: HttpRequest, solution: Solution) -> HttpResponse:
    """Agree question by question to what stands in the library, choose the 字, or take it all back."""
    form = LibraryForm(request.POST or None, initial=_chosen(solution), offered=offered_fields(solution))
    if request.method == "POST" and (done := _act(request, solution, form)):
        messages.success(request, done)
        return redirect(request.path)
    context = {
        "solution": solution,
        "entry": solution.entry,
        "form": form,
        "kept_back": [FileShown.of(one, file_address(one)) for one in kept_back(solution)],
        "may_publish": policy.why_not(request.user, Can.PUBLISH_SOLUTION, solution) == "",
        "why_not": policy.why_not(request.user, Can.PUBLISH_SOLUTION, solution),
    }
    return render(request, "entrant/library.html", context, status=422 if form.errors else 200)


def _chosen(solution: Solution) -> dict[str, object]:
    consent = consent_to(solution)
    agreed = consent.scope.get("fields") if consent else None
    every = [shown.question.key for shown in offered_fields(solution)]
    return {"public": every if agreed is None else agreed, "sign": solution.sign, "title_en": solution.title_en}


def _act(request: HttpRequest, solution: Solution, form: LibraryForm) -> str:
    """Carry out what was asked; empty where the form has to be shown again."""
    if request.POST.get("do") == "hide":
        hide_solution(solution, reason=_("Taken back by the team."), by=request.user)
        return _("The page is taken down.")
    if not form.is_valid():
        return ""
    try:
        chosen = form.cleaned_data
        publish_solution(
            solution, by=request.user, fields=chosen["public"], sign=chosen["sign"], title_en=chosen["title_en"]
        )
    except BadInput as refused:
        for name, sentence in refused.faults.items():
            form.add_error(name, str(sentence))
        return ""
    return _("Your solution is in the library.")
