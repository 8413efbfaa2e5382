"""The meeting over a list: who is there, one point at a time, votes, reasons, and minutes under the seal."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.urls import reverse

from baigong.config.policy import POLICY
from baigong.domain.abilities import Can
from baigong.domain.editions.actions import grant_role
from baigong.domain.entries.actions import add_tie
from baigong.domain.selection import actions
from baigong.domain.selection.counting import majority, ranked
from baigong.domain.selection.models import Item, Meeting, Placement, Selection
from baigong.domain.selection.queries.digest import digest_of
from baigong.kit import text, time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from baigong.kit.policy import SYSTEM
from fairjury.record import encode, verify
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db

NAMES = {"name": {"zh": "獎", "en": "Prize"}, "text": {"zh": "文", "en": "Text"}, "certificate": False}
PRIZES = [
    {"key": "top100", "count": 8, **NAMES},
    {"key": "jury", "count": 1, "chosen": "meeting", "among": "top100", **NAMES},
]


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    with time.frozen(scene.AFTER):
        yield


def computed() -> scene.Year:
    """The list is computed; merit falls evenly, so that places beside the last prize are open whatever is drawn."""
    year = scene.judged_year(prizes=PRIZES, certificates=[], cooling_off=[])
    with time.frozen(scene.AFTER):
        actions.ask_selection(year.round, by=year.office)
        worker.drain()
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(computed)


@pytest.fixture
def meeting(year: scene.Year) -> Meeting:
    """Everybody is in the room, and it has begun."""
    grant_role(year.edition, scene.person("chair"), "chair", by=SYSTEM)
    called = call(year)
    for judge in year.judges:
        actions.join_meeting(called, by=judge.person)
    return actions.open_meeting(called, by=year.office)


def call(year: scene.Year) -> Meeting:
    return actions.call_meeting(Selection.objects.get(), by=year.office)


def one(meeting: Meeting, kind: str = "place") -> Item:
    return Item.objects.filter(meeting=meeting, kind=kind)[0]


def line(meeting: Meeting, item: Item) -> Placement:
    return Placement.objects.get(selection=meeting.selection_id, entry=item.entry_id)


def test_the_agenda_is_what_is_not_certain_and_what_only_the_meeting_gives(year: scene.Year) -> None:
    meeting = call(year)
    places = set(meeting.items.filter(kind="place").values_list("entry", flat=True))
    assert places == set(Placement.objects.filter(zone="open").values_list("entry", flat=True))
    assert list(meeting.items.filter(kind="prize").values_list("prize__key", flat=True)) == ["jury"]
    with pytest.raises(Refused):
        actions.call_meeting(meeting.selection, by=year.office)


def test_it_opens_with_a_quorum_and_only_then(year: scene.Year) -> None:
    meeting = call(year)
    for judge in year.judges[:3]:
        actions.join_meeting(meeting, by=judge.person)
    with pytest.raises(Refused):
        actions.open_meeting(meeting, by=year.office)
    actions.join_meeting(meeting, by=year.judges[3].person)
    assert actions.open_meeting(meeting, by=year.office).state == "open"


def test_a_vote_carries_a_change_and_its_reason_stands_in_the_record(year: scene.Year, meeting: Meeting) -> None:
    item = one(meeting)
    before = line(meeting, item).prizes
    after = [] if before else ["top100"]
    actions.take_up(item, by=year.office)
    actions.put_to_vote(item, motion=after, is_secret=False, by=year.office)
    for judge, choice in zip(year.judges, ("yes", "yes", "yes", "no", "no", "abstain"), strict=True):
        actions.cast_vote(item, choice=choice, by=judge.person)
    with pytest.raises(Refused):
        actions.cast_vote(item, choice="no", by=year.judges[0].person)
    counted = actions.count_votes(item, by=year.office)
    assert counted.tally == {"yes": 3, "no": 2, "abstain": 1, "carried": True}
    with pytest.raises(Refused):
        actions.decide_item(item, after=before, reason="照舊", by=year.office)
    with pytest.raises(BadInput):
        actions.decide_item(item, after=after, reason=" ", by=year.office)
    actions.decide_item(item, after=after, reason="證據比分數更有說服力", by=year.office)
    assert line(meeting, item).prizes == after
    assert line(meeting, item).overruled == "證據比分數更有說服力"


def test_a_secret_vote_keeps_no_name(year: scene.Year, meeting: Meeting) -> None:
    item = actions.take_up(one(meeting), by=year.office)
    actions.put_to_vote(item, motion=["top100"], is_secret=True, by=year.office)
    for judge, choice in zip(year.judges, ("yes", "no", "yes", "no", "no", "no"), strict=True):
        actions.cast_vote(item, choice=choice, by=judge.person)
    assert list(item.votes.values_list("choice", flat=True)) == [None] * 6
    item.refresh_from_db()
    assert item.urn == ["no"] * 4 + ["yes"] * 2
    assert actions.count_votes(item, by=year.office).tally["carried"] is False


def test_a_prize_goes_to_the_first_of_the_ranked_ballots(year: scene.Year, meeting: Meeting) -> None:
    item = actions.take_up(one(meeting, "prize"), by=year.office)
    options = actions.put_to_vote(item, motion=[], is_secret=False, by=year.office).motion
    assert len(options) == 8
    with pytest.raises(BadInput):
        actions.cast_vote(item, choice=[options[0], options[0]], by=year.judges[0].person)
    for judge in year.judges[:4]:
        actions.cast_vote(item, choice=[options[2], options[0]], by=judge.person)
    assert actions.count_votes(item, by=year.office).tally["order"][0] == options[2]
    with pytest.raises(Refused):
        actions.decide_item(item, after=[options[0]], reason="主席決定", by=year.office)
    actions.decide_item(item, after=[options[2]], reason="多數評審列為第一", by=year.office)
    holders = [p.entry.public_id for p in Placement.objects.all() if "jury" in p.prizes]
    assert holders == [options[2]]


def test_whoever_is_bound_has_no_vote_and_sees_no_point(year: scene.Year, meeting: Meeting) -> None:
    item, bound = one(meeting), year.judges[0].person
    prize = one(meeting, "prize")
    add_tie(item.entry, bound, kind="family", reason="手足", by=bound)
    seen = set(Item.objects.visible_to(bound))
    assert item not in seen
    assert prize not in seen, "the entry could win it"
    assert len(seen) == meeting.items.count() - 2
    actions.take_up(item, by=year.office)
    actions.put_to_vote(item, motion=["top100"], is_secret=False, by=year.office)
    with pytest.raises(NotAllowed):
        actions.cast_vote(item, choice="yes", by=bound)
    actions.leave_meeting(meeting, by=year.judges[1].person)
    with pytest.raises(NotAllowed):
        actions.cast_vote(item, choice="yes", by=year.judges[1].person)
    actions.cast_vote(item, choice="yes", by=year.judges[2].person)


def test_the_list_and_the_question_agree_on_who_sees_a_point(year: scene.Year, meeting: Meeting) -> None:
    draw = random.Random(5)
    for judge in year.judges:
        entry = draw.choice(year.entries)
        add_tie(entry, judge.person, kind="coached", reason="指導過", by=judge.person)
    for judge in year.judges:
        seen = set(Item.objects.visible_to(judge.person))
        for item in meeting.items.all():
            assert POLICY[Can.DISCUSS_ITEM].test(judge.person, item) == (item in seen)


def test_the_minutes_are_sealed_into_what_two_people_approve(year: scene.Year, meeting: Meeting) -> None:
    with pytest.raises(Refused):
        actions.close_meeting(meeting, by=year.office)
    with pytest.raises(Refused):
        actions.propose(meeting.selection, by=year.office)
    prize = actions.take_up(one(meeting, "prize"), by=year.office)
    winner = Placement.objects.filter(selection=meeting.selection, rank=1).get()
    actions.decide_item(prize, after=[winner.entry.public_id], reason="全體同意", by=year.office)
    assert actions.keep_the_rest(meeting, reason="", by=year.office) == meeting.items.filter(kind="place").count()
    closed = actions.close_meeting(meeting, by=year.office)
    assert closed.digest == text.digest(closed.minutes)
    assert len(closed.minutes["present"]) == 6
    proposed = actions.propose(Selection.objects.get(), by=year.office)
    assert verify(encode(proposed.record)) == []
    assert proposed.record["awards"]["jury"] == [winner.entry.public_id]
    assert "judge0" not in str(proposed.record)
    Meeting.objects.update(digest="0" * 64)
    assert digest_of(proposed) != proposed.digest, "other minutes, another list"
    Meeting.objects.update(digest=closed.digest)
    with pytest.raises(Refused):
        actions.reopen_meeting(meeting, reason="再談一次", by=year.office)
    assert actions.approve(proposed, by=year.director).state == "approved"


def test_the_round_of_the_meeting_stands_where_the_meeting_stands(year: scene.Year) -> None:
    office, rounds = browser_of(year.office), reverse("office:rounds")
    assert "籌備中" in office.get(rounds).content.decode()
    called = call(year)
    assert "已召集" in office.get(rounds).content.decode()
    for judge in year.judges:
        actions.join_meeting(called, by=judge.person)
    actions.open_meeting(called, by=year.office)
    page = office.get(rounds).content.decode()
    assert "開會中" in page
    assert "籌備中" not in page


def test_a_prize_of_the_meeting_needs_a_meeting_and_no_prize_is_given_twice(year: scene.Year) -> None:
    selection = Selection.objects.get()
    with pytest.raises(Refused):
        actions.propose(selection, by=year.office)
    out = Placement.objects.filter(selection=selection, prizes=[]).first()
    actions.overrule(selection, out.entry, prizes=["top100"], reason="多一件", by=year.office)
    meeting = actions.call_meeting(selection, by=year.office)
    for judge in year.judges:
        actions.join_meeting(meeting, by=judge.person)
    actions.open_meeting(meeting, by=year.office)
    with pytest.raises(Refused):
        actions.overrule(selection, out.entry, prizes=[], reason="會外改", by=year.office)
    prize = actions.take_up(one(meeting, "prize"), by=year.office)
    actions.decide_item(prize, after=[], reason="從缺", by=year.office)
    actions.keep_the_rest(meeting, reason="", by=year.office)
    actions.close_meeting(meeting, by=year.office)
    with pytest.raises(Refused, match="9"):
        actions.propose(selection, by=year.office)


@pytest.mark.parametrize("who", ["judge0", "lead0", "visitor"])
def test_only_staff_and_the_chair_lead(year: scene.Year, meeting: Meeting, *, who: str) -> None:
    domains = {"judge0": "jury.example", "lead0": "school0.example", "visitor": "example.org"}
    person = scene.person(who, domain=domains[who])
    item = one(meeting)
    for act in (
        lambda: actions.take_up(item, by=person),
        lambda: actions.keep_the_rest(meeting, reason="", by=person),
        lambda: actions.close_meeting(meeting, by=person),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert actions.take_up(item, by=scene.person("chair")).state == "open"


def test_counting() -> None:
    assert majority(["yes", "no", "abstain", "yes"])["carried"] is True
    assert majority(["yes", "no"])["carried"] is False
    ballots = [["a", "b", "c"]] * 3 + [["b", "c", "a"]] * 2 + [["c", "a", "b"]] * 2
    assert ranked(ballots, options=["a", "b", "c"])["order"][0] == "a"
    assert ranked([["b"], ["b"], ["a"]], options=["a", "b"])["order"] == ["b", "a"]
    assert ranked([["a"], ["b"]], options=["a", "b"])["is_tied"] is True
