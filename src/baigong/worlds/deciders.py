"""Those who decide: the office proposes, the director approves, the teams let their solutions be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baigong.domain.entries.states import MemberRole
from baigong.domain.library.actions import publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.selection import actions
from baigong.domain.selection.models import Selection
from baigong.worlds import clockwork, readers

if TYPE_CHECKING:
    from baigong.worlds.story import Story

AGREE = 0.95


def compute(story: Story) -> None:
    """The engine is asked and answers."""
    actions.ask_selection(readers.stage_of(story), by=story.cast["office"])
    clockwork.settle()


def decide(story: Story) -> None:
    """Proposal and approval by two different people, as far as nobody has done it yet."""
    selection = Selection.objects.filter(edition=story.edition).exclude(state="void").latest("created_at")
    if selection.state == "computed":
        if story.twin.differs_in("winner"):
            _swap(story, selection)
        selection = actions.propose(selection, by=story.cast["office"])
    if selection.state == "proposed":
        actions.approve(selection, by=story.cast["director"])


def _swap(story: Story, selection: Selection) -> None:
    """In the twin that differs in a winner, the last one in and the first one out change places."""
    ranked = list(selection.placements.exclude(rank=None).select_related("entry").order_by("rank"))
    last = [placement for placement in ranked if len(placement.prizes) == 1][-1]
    first_out = next(placement for placement in ranked if not placement.prizes)
    prizes, office = last.prizes, story.cast["office"]
    actions.overrule(selection, last.entry, prizes=[], reason="會議討論後調整。", by=office)
    actions.overrule(selection, first_out.entry, prizes=prizes, reason="會議討論後調整。", by=office)


def publish_solutions(story: Story) -> None:
    """Most teams agree to have their solution in the library."""
    for number, solution in enumerate(
        Solution.objects.filter(edition=story.edition, state="prepared").order_by("place")
    ):
        if story.chance.of("agree", number).random() < AGREE:
            lead = solution.entry.members.get(role=MemberRole.LEAD).person
            publish_solution(solution, by=lead)
