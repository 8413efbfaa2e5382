"""What a judge sees of the others: as the round says, only what is handed in, never a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.queries import document_of
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.queries.others import others_of
from baigong.kit import time
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
HEADING, TO_THE_JURY = "其他評審給的分數", "會議上想談談材料的價錢"


@time.frozen(scene.READING)
def four_readers() -> scene.Year:
    """One entry that four judges read."""
    year = scene.new_year()
    scene.hand_in(year, 1)
    scene.seat(year, 4)
    scene.give_out(year, load=0, reads=4)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(four_readers)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


def reads_where(year: scene.Year, sight: str) -> list[Assignment]:
    """The four reads, once the office has said what is visible."""
    document = document_of(year.edition)
    rounds = [one | {"others": sight} for one in document.data()["rounds"]]
    save_edition(scene.changed(document, rounds=rounds), by=year.office)
    return scene.reads(year)


def hand_in(*reads: Assignment, score: int) -> None:
    """Each judge gives one score throughout."""
    words = scene.WORDS | {"jury": TO_THE_JURY}
    sheets = [actions.Sheet(read, dict.fromkeys(scene.SCORES, score), words) for read in reads]
    actions.submit_ballots_many(reads[0].round, sheets)


def page_of(read: Assignment) -> Any:
    return browser_of(read.judge.person).get(reverse("jury:read", args=[read.public_id]))


def scores(read: Assignment) -> list[float]:
    """What the page gives away of the first criterion, lowest first."""
    page = page_of(read)
    others = page.context["others"]
    assert (HEADING in page.content.decode()) == (others is not None)
    return sorted(others.lines[0][1]) if others else []


@pytest.mark.parametrize(
    ("sight", "before", "after"), [("never", [], []), ("after_own", [], [5, 8]), ("always", [5, 8], [5, 8])]
)
def test_the_round_says_when(year: scene.Year, *, sight: str, before: list[float], after: list[float]) -> None:
    own, low, high, begun = reads_where(year, sight)
    hand_in(low, score=5)
    hand_in(high, score=8)
    actions.save_ballot(begun, scores={"impact": 2}, words={}, version=0, by=begun.judge.person)
    assert scores(own) == before
    hand_in(own, score=7)
    assert scores(own) == after
    actions.reopen_ballot(own, by=own.judge.person)
    assert scores(own) == before, "taken back"


def test_it_names_nobody_and_keeps_one_order(year: scene.Year) -> None:
    first, second, *rest = reads_where(year, "after_own")
    for score, read in enumerate((first, second, *rest), start=4):
        hand_in(read, score=score)
    page = page_of(first).content.decode()
    assert TO_THE_JURY in page.partition(HEADING)[2]
    assert scene.WORDS["entrant"] not in page.partition(HEADING)[2], "words for the team are for the team"
    assert not [judge for judge in year.judges if judge != first.judge and (judge.name in page or judge.key in page)]
    one, other = (page_of(read).context["others"].lines[0][1] for read in (first, second))
    assert [score for score in one if score in other] == [score for score in other if score in one]


def test_nothing_of_it_for_whoever_steps_aside_or_is_let_go(year: scene.Year) -> None:
    bound, gone, first, second = reads_where(year, "always")
    hand_in(bound, first, score=6)
    assert scores(second) == [6, 6]
    actions.declare_conflict(bound, kind="advised", reason="教過他們", by=bound.judge.person)
    actions.release_judge(gone.judge, by=year.office, reason="出國")
    assert [page_of(read).status_code for read in (bound, gone)] == [404, 404]
    assert [others_of(read) for read in (bound, gone)] == [None, None], "not even for a read fetched before"
    assert scores(second) == [6], "nor is a sheet shown that does not stand"


@pytest.mark.parametrize(("sight", "count", "queries"), [("never", 3, 6), ("after_own", 1, 7), ("after_own", 3, 7)])
def test_it_costs_one_query_where_it_is_shown(
    year: scene.Year, django_assert_num_queries: Any, *, sight: str, count: int, queries: int
) -> None:
    own, *others = reads_where(year, sight)
    hand_in(own, *others[:count], score=6)
    client, address = browser_of(own.judge.person), reverse("jury:read", args=[own.public_id])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
