"""Examples first: everybody reads the same few, sees afterwards where he stands, and nothing of it counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.entries.actions import add_tie
from baigong.domain.entries.models import Entry
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Round
from baigong.domain.judging.queries.engine import tally
from baigong.domain.judging.queries.examples import standing_of
from baigong.domain.judging.queries.rounds import reading_round
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db

COMMON = {"rubric": "main", "opens": "judging_opens", "closes": "judging_closes", "words_least": 20}
ROUNDS = [
    COMMON | {"key": "examples", "name": {"zh": "試讀", "en": "Examples"}, "reads": 1, "examples": True},
    COMMON | {"key": "reading", "name": {"zh": "初審", "en": "First"}, "reads": 3},
]


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def ready() -> scene.Year:
    year = scene.new_year(rounds=ROUNDS)
    scene.hand_in(year, 8)
    scene.seat(year, 6)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(ready)


def examples(year: scene.Year) -> Round:
    return Round.objects.get(edition=year.edition, key="examples")


def hand_in(year: scene.Year, reads: list[Assignment]) -> None:
    order = {judge.pk: place for place, judge in enumerate(year.judges)}
    sheets = [actions.Sheet(read, dict.fromkeys(scene.SCORES, 3 + order[read.judge_id]), scene.WORDS) for read in reads]
    actions.submit_ballots_many(examples(year), sheets)


def reads(year: scene.Year) -> list[Assignment]:
    found = Assignment.objects.filter(round=examples(year)).select_related("judge__person", "entry", "round")
    return list(found.order_by("pk"))


def test_everybody_reads_the_same_and_ties_stay_apart(year: scene.Year) -> None:
    add_tie(year.entries[0], year.judges[0].person, kind="family", reason="手足", by=year.judges[0].person)
    assert actions.give_examples(examples(year), year.entries[:3], by=year.office) == 17
    with pytest.raises(NotAllowed):
        actions.give_examples(examples(year), year.entries[:3], by=year.judges[0].person)
    with pytest.raises(BadInput):
        actions.give_examples(examples(year), [], by=year.office)
    with pytest.raises(Refused):
        actions.give_examples(year.round, year.entries[:3], by=year.office)


def test_who_has_read_them_all_stands_beside_the_middle(year: scene.Year) -> None:
    actions.give_examples(examples(year), year.entries[:2], by=year.office)
    first, last = year.judges[0].person, year.judges[-1].person
    every = reads(year)
    hand_in(year, [read for read in every if read.judge.person == last])
    assert standing_of(last, examples(year)).examples == [], "one sheet shows nothing of anybody"
    hand_in(year, [read for read in every if read.judge.person not in {first, last}])
    assert standing_of(first, examples(year)).left == 2
    assert standing_of(first, examples(year)).examples == [], "nothing of the others before the own sheets are in"
    hand_in(year, [read for read in every if read.judge.person == first])
    standing = standing_of(first, examples(year))
    line = standing.examples[0].lines[0]
    assert (line.own, line.middle, line.low, line.high) == (3, 5.5, 3, 8)
    assert line.anchor
    assert standing.shift == -2.5


def test_nothing_of_it_counts(year: scene.Year) -> None:
    actions.give_examples(examples(year), year.entries[:2], by=year.office)
    hand_in(year, reads(year))
    worker.drain()
    assert reading_round(year.edition) == year.round
    assert tally(year.round).rows == []
    actions.close_round(examples(year), by=year.office)
    assert set(Entry.objects.values_list("state", flat=True)) == {"eligible"}
    assert len(scene.give_out(year, load=0)) == 24


def test_pages(year: scene.Year) -> None:
    office, judge = browser_of(year.office), browser_of(year.judges[0].person)
    address = reverse("office:examples", args=["examples"])
    assert address in office.get(reverse("office:rounds")).content.decode()
    office.post(address, {"titles": "解方 1\n沒有這件"})
    assert not reads(year)
    office.post(address, {"titles": "解方 1\n解方 2"})
    assert len(reads(year)) == 12
    assert reverse("jury:examples") in judge.get(reverse("jury:home")).content.decode()
    hand_in(year, reads(year))
    assert "5.5" in judge.get(reverse("jury:examples")).content.decode()
    assert browser_of(scene.person("visitor")).get(reverse("jury:examples")).status_code == 404
