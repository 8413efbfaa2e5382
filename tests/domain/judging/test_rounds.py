"""From the first reading to the second: what passes on, by the rule and by hand, and whose sheets count then."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.entries.actions import add_tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Candidate, Passage, Round
from baigong.domain.judging.queries.engine import tally
from baigong.domain.judging.queries.rounds import entries_of, reading_round
from baigong.domain.selection import actions as deciding
from baigong.domain.selection.models import Selection
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db

COMMON = {"rubric": "main", "opens": "judging_opens", "closes": "judging_closes", "words_least": 20}
ROUNDS = [
    {"key": "reading", "name": {"zh": "初審", "en": "First"}, "reads": 3, "passes": {"by": "multiple", "value": 1.5}},
    {"key": "second", "name": {"zh": "複審", "en": "Second"}, "reads": 2, "passes": {"by": "number", "value": 6}},
    {"key": "final", "name": {"zh": "決審", "en": "Final"}, "reads": 0, "meeting": True, "readers": "everyone"},
]
TOP = [{"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 8}]


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def read_once() -> scene.Year:
    """The first reading is closed."""
    rounds = [COMMON | row for row in ROUNDS]
    year = scene.judged_year(rounds=rounds, prizes=TOP, certificates=[], cooling_off=[])
    actions.close_round(year.round, by=year.office)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(read_once)


def found(year: scene.Year) -> Passage:
    actions.ask_passage(year.round, by=year.office)
    worker.drain()
    return Passage.objects.latest("pk")


def second(year: scene.Year) -> Round:
    return Round.objects.get(edition=year.edition, key="second")


def test_the_rule_lets_the_best_pass_and_a_human_may_change_that_with_a_reason(year: scene.Year) -> None:
    passage = found(year)
    passing = [line[0] for line in passage.lines if line[4]]
    assert len(passing) == 12  # one and a half times the eight places
    assert [line[1] for line in passage.lines] == sorted((line[1] for line in passage.lines), reverse=True)
    last, stays = year.entries[-1], next(one for one in year.entries if one.public_id == passing[0])
    with pytest.raises(BadInput):
        actions.change_passage(passage, last, passes=True, reason=" ", by=year.office)
    actions.change_passage(passage, last, passes=True, reason="評審三人都提請再看一次", by=year.office)
    actions.change_passage(passage, stays, passes=False, reason="團隊退出", by=year.office)
    assert actions.settle_passage(passage, by=year.office) == 12
    onto = set(entries_of(second(year)).values_list("public_id", flat=True))
    assert onto == {*passing[1:], last.public_id}
    assert reading_round(year.edition) == second(year)


def test_the_second_reading_is_about_these_and_the_list_rests_on_all_sheets_about_them(year: scene.Year) -> None:
    with pytest.raises(Refused):
        deciding.ask_selection(year.round, by=year.office)
    actions.settle_passage(found(year), by=year.office)
    actions.ask_assignment(second(year), by=year.office, wishes={"load": 0})
    worker.drain()
    reads = list(Assignment.objects.filter(round=second(year)).select_related("judge__person", "entry", "round"))
    assert set(Counter(read.entry_id for read in reads).values()) == {2}
    assert {read.entry_id for read in reads} == set(Candidate.objects.values_list("entry", flat=True))
    before = {(read.entry_id, read.judge_id) for read in scene.reads(year)}
    assert not before & {(read.entry_id, read.judge_id) for read in reads}, "fresh eyes while there are any"
    sheets = [actions.Sheet(read, dict.fromkeys(scene.SCORES, 7), scene.WORDS) for read in reads]
    actions.submit_ballots_many(second(year), sheets)
    counted = {row[:2] for row in tally(second(year)).rows}
    assert Counter(Counter(entry for entry, _judge in counted).values()) == {5: 12}
    deciding.ask_selection(second(year), by=year.office)
    worker.drain()
    assert Selection.objects.get().placements.count() == 12


def test_once_the_second_reading_has_begun_nothing_else_passes(year: scene.Year) -> None:
    passage = found(year)
    actions.settle_passage(passage, by=year.office)
    with pytest.raises(Refused):
        actions.settle_passage(passage, by=year.office)
    again = found(year)
    actions.ask_assignment(second(year), by=year.office, wishes={"load": 0})
    worker.drain()
    with pytest.raises(Refused):
        actions.settle_passage(again, by=year.office)


def test_whoever_has_a_stake_lets_nothing_pass(year: scene.Year) -> None:
    add_tie(year.entries[0], year.office, kind="family", reason="親屬", by=year.office)
    with pytest.raises(NotAllowed):
        actions.ask_passage(year.round, by=year.office)
    page = browser_of(year.office).get(reverse("office:rounds")).content.decode()
    assert reverse("office:passing", args=["reading"]) not in page
    assert browser_of(year.office).get(reverse("office:passing", args=["reading"])).status_code == 403


def test_pages(year: scene.Year, django_assert_num_queries: Any) -> None:
    office = browser_of(year.office)
    address = reverse("office:passing", args=["reading"])
    assert address in office.get(reverse("office:rounds")).content.decode()
    office.post(address)
    worker.drain()
    passage = Passage.objects.get()
    line = {"entry": passage.lines[0][0], "passes": "no", "reason": "團隊退出"}
    assert office.post(reverse("office:passing_change", args=[passage.public_id]), line).status_code == 302
    page = office.get(address).content.decode()
    assert "團隊退出" in page
    with django_assert_num_queries(8):
        office.get(address)
    assert office.post(reverse("office:passing_settle", args=[passage.public_id])).status_code == 302
    assert Candidate.objects.count() == 11
    assert browser_of(scene.person("judge0", domain="jury.example")).get(address).status_code in {403, 404}
