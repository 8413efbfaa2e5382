"""Many hands at once: a sheet, a wave, a list and its opening each happen once, whoever comes second is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pysqlite3
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from baigong.domain.judging import actions as jury
from baigong.domain.judging.models import Assignment, Ballot, ReadingPlan
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Selection
from baigong.domain.selection.result import Line, Result
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import Refused, Stale
from baigong.kit.text import Bilingual
from tests.support import jury as scene

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


@pytest.fixture(autouse=True)
def afternoon() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@pytest.fixture(autouse=True)
def on_disk(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite a file in place of shared memory, whose tables cannot be locked by rows."""
    if connection.vendor != "sqlite":
        yield
        return
    memory, path = connection.settings_dict["NAME"], tmp_path / "race.sqlite3"
    connection.ensure_connection()
    with closing(pysqlite3.connect(memory, uri=True)) as keeper:
        with closing(pysqlite3.connect(path)) as copy:
            keeper.backup(copy)
        _move_to(path)
        yield
        _move_to(memory)
        connection.ensure_connection()


def _move_to(name: Any) -> None:
    connection.settings_dict["NAME"] = str(name)
    BaseDatabaseWrapper.close(connection)  # SQLite's own keeps connections to memory open


@pytest.fixture
def year(on_disk: None) -> scene.Year:
    year = scene.new_year()
    scene.hand_in(year, 4)
    scene.seat(year, 2)
    pairs = [(entry.pk, judge.pk) for entry in year.entries for judge in year.judges]
    jury.store_assignment(year.round, pairs[:-1], by=year.office, seed="seed")
    return year


def at_once(act: Callable[[int], Any]) -> Counter[str]:
    """What came of the same act by many hands at the same moment."""
    gate = Barrier(HANDS)

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

    with ThreadPoolExecutor(HANDS) as pool:
        return Counter(pool.map(one, range(HANDS)))


def sheet() -> dict[str, Any]:
    return {"scores": dict.fromkeys(scene.SCORES, 7), "words": scene.WORDS}


def test_a_sheet_is_handed_in_once(year: scene.Year) -> None:
    read = scene.reads(year)[0]
    jury.save_ballot(read, **sheet(), version=0, by=read.judge.person)
    found = at_once(lambda _n: jury.submit_ballot(read, by=read.judge.person))
    assert found == {"done": 1, "Refused": HANDS - 1}
    assert AuditEvent.objects.filter(verb="ballot.submit").count() == 1


def test_of_many_first_saves_one_counts_and_the_others_see_both_texts(year: scene.Year) -> None:
    read = scene.reads(year)[0]

    def save(number: int) -> None:
        own = Assignment.objects.select_related("judge__person", "round").get(pk=read.pk)
        jury.save_ballot(own, scores={"impact": 1 + number}, words={}, version=0, by=own.judge.person)

    found = at_once(save)
    assert found == {"done": 1, Stale.__name__: HANDS - 1}
    assert Ballot.objects.get().versions.count() == 1


def test_a_plan_is_given_out_once(year: scene.Year) -> None:
    missing = [year.entries[-1].public_id, year.judges[-1].key]
    plan = ReadingPlan.objects.create(round=year.round, state="found", pairs=[missing], asked_at=time.now())
    found = at_once(
        lambda _n: jury.give_out(ReadingPlan.objects.select_related("round").get(pk=plan.pk), by=year.office)
    )
    assert found == {"done": 1, "Refused": HANDS - 1}
    assert Assignment.objects.count() == 8


def proposed(year: scene.Year) -> Selection:
    selection = actions.ask_selection(year.round, by=year.office)
    why = Bilingual("最好", "best")
    lines = [
        Line(e.public_id, rank, 7.0, 7.0, 0.1, {"top100": 1.0}, "in", ["top100"], why)
        for rank, e in enumerate(year.entries, 1)
    ]
    selection = actions.store_result(selection, Result(lines, {}))
    return actions.propose(selection, by=year.office)


def test_a_list_is_approved_once(year: scene.Year) -> None:
    selection = proposed(year)
    directors = (year.director, year.second)
    found = at_once(lambda n: actions.approve(Selection.objects.get(pk=selection.pk), by=directors[n % 2]))
    assert found == {"done": 1, "Refused": HANDS - 1}
    assert AuditEvent.objects.filter(verb="selection.approve").count() == 1


def test_a_list_opens_once(year: scene.Year) -> None:
    actions.approve(proposed(year), by=year.director)
    with time.frozen(scene.OPENING):
        at_once(lambda _n: actions.publish_due())
    assert Award.objects.count() == 4
    assert AuditEvent.objects.filter(verb="selection.award").count() == 1
    assert Selection.objects.get().state == "published"
