"""A list is proposed by one, approved by another, opened by the clock at its time, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from baigong.domain.entries.models import Entry, Member
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Placement, Selection
from baigong.domain.selection.queries.digest import digest_of, winners_of
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from baigong.kit.moves import perform
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from fairjury.record import encode, verify
from tests.conftest import Once
from tests.support import jury as scene

pytestmark = pytest.mark.django_db
PRIZES = [
    {"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 10},
    {"key": "top10", "name": {"zh": "十", "en": "TEN"}, "text": {"zh": "乙", "en": "B"}, "count": 3, "among": "top100"},
    {
        "key": "matching",
        "name": {"zh": "合", "en": "MATCH"},
        "text": {"zh": "丙", "en": "C"},
        "count": 1,
        "per": "track",
        "among": "top100",
        "opt_in": "matching",
    },
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: scene.judged_year(prizes=PRIZES, certificates=[]))


def computed(year: scene.Year) -> Selection:
    with time.frozen(scene.AFTER):
        selection = actions.ask_selection(year.round, by=year.office)
        worker.drain()
        selection.refresh_from_db()
    return selection


def approved(year: scene.Year) -> Selection:
    selection = computed(year)
    with time.frozen(scene.AFTER):
        selection = actions.propose(selection, by=year.office)
        return actions.approve(selection, by=year.director)


def winners(selection: Selection, prize: str) -> set[str]:
    lines = Placement.objects.filter(selection=selection).values_list("entry__title", "prizes")
    return {title for title, prizes in lines if prize in prizes}


def test_the_engine_fills_every_prize(year: scene.Year) -> None:
    selection = computed(year)
    assert selection.state == "computed"
    assert len(winners(selection, "top100")) == 10
    assert len(winners(selection, "top10")) == 3
    assert winners(selection, "top10") | winners(selection, "matching") <= winners(selection, "top100")
    assert {"解方 0", "解方 1", "解方 2"} <= winners(selection, "top100")
    best = Placement.objects.get(selection=selection, rank=1)
    assert best.zone == "in"
    assert best.mean is not None
    assert best.reason.zh


def test_the_same_sheets_and_seed_give_the_same_list(year: scene.Year) -> None:
    one, other = computed(year), computed(year)
    assert one.record == other.record
    assert one.record["seed"] == year.round.seed != ""


def test_anybody_can_recompute_the_record_and_it_names_nobody(year: scene.Year) -> None:
    selection = approved(year)
    raw = encode(selection.record)
    assert verify(raw, digest=selection.record["digest"]) == []
    awards = [(prize, entry) for prize, entries in selection.record["awards"].items() for entry in entries]
    assert sorted(awards) == sorted(winners_of(selection))
    said = raw.decode()
    for judge in year.judges:
        assert judge.name not in said
    for title, team in Entry.objects.values_list("title", "team"):
        assert title not in said
        assert not team or team not in said


def test_nobody_approves_what_he_proposed(year: scene.Year) -> None:
    selection = computed(year)
    with time.frozen(scene.AFTER):
        selection = actions.propose(selection, by=year.director)
        with pytest.raises(NotAllowed, match="second person"):
            actions.approve(selection, by=year.director)
        with pytest.raises(NotAllowed):
            perform(selection, "approve", by=year.director)
        with pytest.raises(IntegrityError), transaction.atomic():
            Selection.objects.filter(pk=selection.pk).update(state="approved", approved_by=year.director)
        with pytest.raises(IntegrityError), transaction.atomic():
            Selection.objects.filter(pk=selection.pk).update(state="published")
        selection.refresh_from_db()
        assert selection.state == "proposed"
        assert actions.approve(selection, by=year.second).state == "approved"


@pytest.mark.parametrize("who", ["office", "director"])
def test_nobody_opens_by_hand(year: scene.Year, *, who: str) -> None:
    selection = approved(year)
    with time.frozen(scene.OPENING), pytest.raises(NotAllowed):
        actions.publish(selection, by=getattr(year, who))
    assert not Award.objects.exists()


def test_nothing_opens_before_its_time(year: scene.Year) -> None:
    approved(year)
    with time.frozen(scene.OPENING - timedelta(seconds=1)):
        assert actions.publish_due() == 0
    assert not Award.objects.exists()
    assert not Message.objects.filter(kind__startswith="result").exists()
    with time.frozen(scene.OPENING):
        assert actions.publish_due() == 1
    assert Award.objects.filter(prize__key="top100").count() == 10
    assert set(Entry.objects.values_list("state", flat=True)) == {"decided"}
    worker.drain()
    assert Message.objects.filter(kind="result-won").count() == 10
    assert Message.objects.filter(kind="result-not-chosen").count() == 14


def test_opening_twice_is_opening_once(year: scene.Year) -> None:
    selection = approved(year)
    with time.frozen(scene.OPENING):
        actions.publish(selection)
        with pytest.raises(Refused):
            actions.publish(selection)
        assert actions.publish_due() == 0
    assert Award.objects.filter(prize__key="top100").count() == 10


def tampered(selection: Selection) -> None:
    line = Placement.objects.filter(selection=selection, rank=24).get()
    Placement.objects.filter(pk=line.pk).update(prizes=["top100"])


def other_time(selection: Selection) -> None:
    Selection.objects.filter(pk=selection.pk).update(publish_at=scene.OPENING - timedelta(days=1))


def other_record(selection: Selection) -> None:
    Selection.objects.filter(pk=selection.pk).update(record={})


@pytest.mark.parametrize("change", [tampered, other_time, other_record])
def test_a_changed_list_stays_closed_and_alerts(year: scene.Year, *, change: Any) -> None:
    selection = approved(year)
    change(selection)
    with time.frozen(scene.OPENING):
        assert actions.publish_due() == 0
        worker.drain()
    selection.refresh_from_db()
    assert (selection.state, selection.approved_by, selection.digest) == ("computed", None, "")
    assert not Award.objects.exists()
    assert Message.objects.filter(kind="publication-stopped").count() == 3


def test_a_change_after_approval_needs_everything_anew(year: scene.Year) -> None:
    selection = approved(year)
    entry = year.entries[-1]
    with time.frozen(scene.AFTER):
        with pytest.raises(Refused, match="frozen"):
            actions.overrule(selection, entry, prizes=["top100"], reason="the meeting", by=year.office)
        selection = actions.revise(selection, reason="the meeting met again", by=year.office)
        with pytest.raises(BadInput):
            actions.overrule(selection, entry, prizes=["top100"], reason=" ", by=year.office)
        actions.overrule(selection, entry, prizes=["top100"], reason="the meeting", by=year.office)
        with pytest.raises(Refused, match="10 places and 11 winners"):
            actions.propose(selection, by=year.office)
        out = next(line for line in selection.placements.all() if line.prizes == ["top100"] and line.entry != entry)
        actions.overrule(selection, out.entry, prizes=[], reason="makes room", by=year.office)
        selection = actions.propose(selection, by=year.office)
    assert selection.approved_by is None
    assert selection.digest == digest_of(selection)
    changed = {row["entry"]: row["after"] for row in selection.record["decisions"]}
    assert changed == {entry.public_id: ["top100"], out.entry.public_id: []}
    assert entry.public_id in selection.record["awards"]["top100"]
    assert verify(encode(selection.record)) == []


def test_whoever_has_a_stake_neither_sees_nor_decides(year: scene.Year) -> None:
    selection = computed(year)
    Member.objects.create(entry=year.entries[5], person=year.director, name="director", state="accepted", role="editor")
    with time.frozen(scene.AFTER):
        selection = actions.propose(selection, by=year.office)
        with pytest.raises(NotAllowed, match="led by others"):
            actions.approve(selection, by=year.director)
    assert not year.director.has_perm("selection.view", selection)


def test_a_list_cannot_open_in_the_past(year: scene.Year) -> None:
    selection = computed(year)
    with time.frozen(scene.OPENING + timedelta(days=1)), pytest.raises(BadInput):
        actions.propose(selection, by=year.office)


def test_void_is_the_end(year: scene.Year) -> None:
    selection = computed(year)
    actions.void(selection, reason="a wrong rule", by=year.office)
    with time.frozen(scene.AFTER), pytest.raises(Refused):
        actions.propose(selection, by=year.office)
    with pytest.raises(Refused):
        perform(selection, "publish", by=SYSTEM)
