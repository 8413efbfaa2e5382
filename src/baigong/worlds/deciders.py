"""Those who decide: the office proposes, the director approves, the teams let their solutions be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baigong.domain.entries.states import MemberRole
from baigong.domain.judging.models import Judge
from baigong.domain.judging.queries.rounds import reading_rounds
from baigong.domain.library.actions import publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.selection import actions
from baigong.domain.selection.models import Item, Meeting, Selection
from baigong.domain.selection.queries.agenda import options_of
from baigong.worlds import clockwork

if TYPE_CHECKING:
    from baigong.domain.editions.models import Prize
    from baigong.domain.people.models import Person
    from baigong.worlds.story import Story

AGREE = 0.95


def compute(story: Story) -> None:
    """The engine is asked and answers; where some in doubt were read less often, the office signs for it."""
    stage, office = reading_rounds(story.edition)[-1], story.cast["office"]
    selection = actions.ask_selection(stage, by=office)
    clockwork.settle()
    selection.refresh_from_db()
    if selection.record.get("may_sign"):
        actions.sign_uneven(stage, reason="截止前已補讀能補的，其餘由會議審視。", by=office)
        clockwork.settle()


def decide(story: Story) -> None:
    """Proposal and approval by two different people, as far as nobody has done it yet."""
    selection = Selection.objects.filter(edition=story.edition).exclude(state="void").latest("created_at")
    if selection.state == "computed":
        if story.twin.differs_in("winner"):
            _swap(story, selection)
        _meet(story, selection)
        selection = actions.propose(selection, by=story.cast["office"])
    if selection.state == "proposed":
        actions.approve(selection, by=story.cast["director"])


def call(story: Story) -> Meeting:
    """The agenda of the meeting stands, and the jury comes into the room."""
    selection = Selection.objects.filter(edition=story.edition).exclude(state="void").latest("created_at")
    meeting = actions.call_meeting(selection, by=story.cast["office"])
    judges = Judge.objects.filter(edition=story.edition, state="sworn").select_related("person").order_by("pk")
    for person in [story.cast["chair"], story.cast["office"], *(judge.person for judge in judges)]:
        actions.join_meeting(meeting, by=person)
    return meeting


def _meet(story: Story, selection: Selection) -> None:
    """The jury looks at the agenda and keeps what the list proposes, as far as nobody has held the meeting yet."""
    office = story.cast["office"]
    meeting = Meeting.objects.filter(selection=selection).first() or call(story)
    if meeting.state == "closed":
        return
    if meeting.state == "called":
        actions.open_meeting(meeting, by=office)
    for item in Item.objects.filter(meeting=meeting, state="waiting").exclude(prize=None).select_related("prize"):
        if item.prize is not None:
            _give(item, item.prize, by=office)
    actions.keep_the_rest(meeting, reason="全體無異議，照案通過。", by=office)
    actions.close_meeting(meeting, by=office)


def _give(item: Item, prize: Prize, *, by: Person) -> None:
    """A prize of the meeting goes to the first of those who could win it."""
    options = options_of(item.meeting.selection, prize_within=prize.within, track=item.track_id)
    actions.take_up(item, by=by)
    winners = [line.entry.public_id for line in options[: prize.count]]
    actions.decide_item(item, after=winners, reason="全體同意。", by=by)


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
