"""Prepares the pages of a published selection and opens those whose team agreed beforehand."""

from __future__ import annotations

from datetime import timedelta

from baigong.domain.entries.models import Entry
from baigong.domain.library.actions import hide_solution, prepare, publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.library.rules import consent_to, has_award
from baigong.domain.library.states import SolutionState
from baigong.domain.selection.models import Award
from baigong.kit.jobs.registry import job
from baigong.kit.policy import SYSTEM


@job(limit=timedelta(minutes=10))
def prepare_all(selection_id: int) -> int:
    """Running it again prepares and opens only what is left."""
    winners = Entry.objects.filter(awards__selection=selection_id, awards__revoked_at=None).distinct()
    made = prepare(winners.select_related("track", "solution").prefetch_related("entry_units__unit"))
    waiting = Solution.objects.filter(entry__in=winners.values("pk"), state=SolutionState.PREPARED)
    for solution in waiting.select_related("entry__sheet", "entry__track", "edition"):
        if consent_to(solution):
            publish_solution(solution, by=SYSTEM)
    return len(made)


@job()
def follow_revocation(award_id: int) -> None:
    """Take the page down of an entry that has no award left."""
    award = Award.objects.get(pk=award_id)
    solution = Solution.objects.filter(entry=award.entry_id, state=SolutionState.PUBLISHED).first()
    if solution is not None and has_award(solution, SYSTEM):
        hide_solution(solution, reason=award.revoked_reason, by=SYSTEM)
