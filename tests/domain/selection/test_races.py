"""Many hands at once: whatever there is one of happens once, and whoever comes second is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from baigong.domain.entries.actions import answer_invitation, invite_member, save_draft, start_entry, submit_entry
from baigong.domain.entries.models import Entry, Member, Receipt
from baigong.domain.judging import actions as jury
from baigong.domain.judging.models import Assignment, Ballot, ReadingPlan
from baigong.domain.people.models import Person
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Item, Meeting, Selection
from baigong.domain.selection.result import Line, Result
from baigong.domain.units.actions import find_or_add
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import Refused
from baigong.kit.outbox.models import Message
from baigong.kit.text import Bilingual
from tests.support import jury as scene
from tests.support.answers import full_answers
from tests.support.on_disk import *  # noqa: F403 (a fixture is found by being here)
from tests.support.proofs import Case

pytestmark = pytest.mark.django_db(transaction=True)
HANDS, ALL_HANDS = 8, 50
SHEET = {"scores": dict.fromkeys(scene.SCORES, 7), "words": scene.WORDS}


@pytest.fixture(autouse=True)
def afternoon() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@dataclass
class Race:
    """A year, and so many people who press the same button at the same moment."""

    year: scene.Year
    crowd: list[Person]
    number: int = 0

    def run(self, act: Callable[[int], Any]) -> Counter[str]:
        """What came of it; whatever is no refusal in words comes out here."""
        hands = len(self.crowd)
        gate = Barrier(hands)

        def one(number: int) -> str:
            gate.wait()
            try:
                act(number)
            except Refused as refusal:
                return type(refusal).__name__
            else:
                return "done"
            finally:
                connection.close()

        with ThreadPoolExecutor(hands) as pool:
            return Counter(pool.map(one, range(hands)))

    def once(self, act: Callable[[int], Any], *, others: str = "Refused") -> None:
        assert self.run(act) == {"done": 1, others: len(self.crowd) - 1}

    def draft(self) -> tuple[Entry, Person]:
        """An entry that misses nothing, by somebody new."""
        lead = scene.person(f"fast{self.number}")
        unit = find_or_add(kind="technical_high", name="範例高工", county="臺中市", by=lead)
        entry = start_entry(self.year.edition, track=self.year.edition.tracks.all()[0], by=lead, units=[unit])
        save_draft(entry, answers=full_answers(entry), version=entry.version, by=lead)
        return entry, lead


@pytest.fixture
def race(on_disk: str, request: pytest.FixtureRequest) -> Race:
    year = scene.new_year()
    scene.hand_in(year, 4)
    scene.seat(year, 2)
    pairs = [(entry.pk, judge.pk) for entry in year.entries for judge in year.judges]
    jury.store_assignment(year.round, pairs[:-1], by=year.office, seed="seed")
    hands = ALL_HANDS if request.config.getoption("--full") else HANDS
    return Race(year, [scene.person(f"hand{number}") for number in range(hands)])


def begin_the_last_entry(race: Race) -> None:
    """A lead has as many entries as the year allows, and one more would be too many."""
    with time.frozen(scene.CALL):
        first, lead = race.draft()
        track = first.track
        start_entry(race.year.edition, track=track, by=lead)
        race.once(lambda _n: start_entry(race.year.edition, track=track, by=lead))
    assert Member.objects.filter(person=lead).count() == 3


def hand_in_an_entry(race: Race) -> None:
    """Everybody is shown the one receipt."""
    with time.frozen(scene.CALL):
        entry, lead = race.draft()
        assert race.run(lambda _n: submit_entry(Entry.objects.get(pk=entry.pk), by=lead)) == {"done": len(race.crowd)}
    assert Receipt.objects.filter(entry=entry).count() == 1
    assert AuditEvent.objects.filter(verb="entry.submit", thing=entry.public_id).count() == 1


def join_by_an_invitation(race: Race) -> None:
    """A link that went round lets one person in."""
    with time.frozen(scene.CALL):
        entry, lead = race.draft()
        invite_member(entry, name="隊友", email="mate@example.org", role="editor", by=lead)
        secret = Message.objects.filter(kind="member-invited").latest("pk").text.partition("/invitation/")[2]
        race.once(lambda n: answer_invitation(secret.partition("/")[0], accept=True, by=race.crowd[n]))
    assert AuditEvent.objects.filter(verb="entry.join", thing=entry.public_id).count() == 1


def open_sheet(race: Race) -> tuple[Assignment, int]:
    """A sheet that may be written on, and its version."""
    read = scene.reads(race.year)[0]
    ballot = Ballot.objects.filter(assignment=read).first()
    if ballot and ballot.state == "submitted":
        jury.reopen_ballot(read, by=read.judge.person)
    return read, ballot.version if ballot else 0


def save_a_sheet(race: Race) -> None:
    """One save counts, the others are shown both texts."""
    read, version = open_sheet(race)

    def save(number: int) -> None:
        own = Assignment.objects.select_related("judge__person", "round").get(pk=read.pk)
        scores = {"impact": 1 + number % 9}
        jury.save_ballot(own, scores=scores, words={}, version=version, by=own.judge.person)

    race.once(save, others="Stale")
    assert Ballot.objects.get(assignment=read).versions.count() == version + 1


def hand_in_a_sheet(race: Race) -> None:
    read, version = open_sheet(race)
    jury.save_ballot(read, **SHEET, version=version, by=read.judge.person)
    race.once(lambda _n: jury.submit_ballot(read, by=read.judge.person))


def give_out_the_last_read(race: Race) -> None:
    """Reads go out once, the one that was left over too."""
    stage, missing = race.year.round, [race.year.entries[-1].public_id, race.year.judges[-1].key]
    plan = ReadingPlan.objects.create(round=stage, state="found", pairs=[missing], asked_at=time.now())
    race.once(
        lambda _n: jury.give_out(ReadingPlan.objects.select_related("round").get(pk=plan.pk), by=race.year.office)
    )
    assert Assignment.objects.count() == 8


def computed(year: scene.Year, *, zone: str) -> Selection:
    selection = actions.ask_selection(year.round, by=year.office)
    why = Bilingual("最好", "best")
    lines = [
        Line(e.public_id, rank, 7.0, 7.0, 0.1, {"top100": 1.0}, zone, ["top100"], why)
        for rank, e in enumerate(year.entries, 1)
    ]
    return actions.store_result(selection, Result(lines, {}))


def approve_a_list(race: Race) -> None:
    known = Selection.objects.filter(state="approved").first()
    open_one = actions.revise(known, reason="再看一次", by=race.year.director) if known else None
    selection = actions.propose(open_one or computed(race.year, zone="in"), by=race.year.office)
    directors = (race.year.director, race.year.second)
    race.once(lambda n: actions.approve(Selection.objects.get(pk=selection.pk), by=directors[n % 2]))


def agenda(race: Race) -> list[Item]:
    """The points of a meeting that has begun, none of them open."""
    meeting = Meeting.objects.first()
    if meeting is None:
        meeting = actions.call_meeting(computed(race.year, zone="open"), by=race.year.office)
        for judge in race.year.judges:
            actions.join_meeting(meeting, by=judge.person)
        actions.open_meeting(meeting, by=race.year.office)
    for item in Item.objects.filter(meeting=meeting, state="open"):
        actions.put_off(item, by=race.year.office)
    return list(Item.objects.filter(meeting=meeting, entry__isnull=False).order_by("pk"))


def take_up_a_point(race: Race) -> None:
    """Of many points that many take up one is open."""
    items = agenda(race)
    race.once(lambda n: actions.take_up(Item.objects.get(pk=items[n % len(items)].pk), by=race.year.office))
    assert Item.objects.filter(state="open").count() == 1


def cast_a_vote(race: Race) -> None:
    item, voter = actions.take_up(agenda(race)[0], by=race.year.office), race.year.judges[0].person
    actions.put_to_vote(item, motion=["top100"], is_secret=bool(race.number % 2), by=race.year.office)
    race.once(lambda _n: actions.cast_vote(Item.objects.get(pk=item.pk), choice="yes", by=voter))
    assert actions.count_votes(item, by=race.year.office).tally["yes"] == 1


ACTS: tuple[Callable[[Race], None], ...] = (
    *(begin_the_last_entry, hand_in_an_entry, join_by_an_invitation),
    *(save_a_sheet, hand_in_a_sheet, give_out_the_last_read),
    *(approve_a_list, take_up_a_point, cast_a_vote),
)


@pytest.mark.proof(name="races", asked=20 * len(ACTS), small=len(ACTS), seed=50, on=("sqlite", "postgresql"))
def test_never_one_too_many(race: Race, cases: Iterator[Case]) -> None:
    for case in cases:
        race.number = case.number
        ACTS[case.number % len(ACTS)](race)


def test_a_list_opens_once(race: Race) -> None:
    selection = actions.propose(computed(race.year, zone="in"), by=race.year.office)
    actions.approve(selection, by=race.year.director)
    with time.frozen(scene.OPENING):
        race.run(lambda _n: actions.publish_due())
    assert Award.objects.count() == 4
    assert AuditEvent.objects.filter(verb="selection.award").count() == 1
    assert Selection.objects.get().state == "published"
