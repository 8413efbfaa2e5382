"""The house counts what became of those who write, and knows afterwards when it was in trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from baigong.kit import time
from baigong.kit.service import counting
from baigong.kit.service.models import Stretch
from baigong.kit.service.queries import minutes_of, troubles
from baigong.kit.service.watch import GAP, PAUSE, Watch

START = datetime(2026, 5, 3, 23, 0, tzinfo=time.TAIPEI)
END = START + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time.frozen(START):
        counting.take()
        yield


def ask(method: str, path: str, status: int) -> None:
    counting.Counted(lambda _request: HttpResponse(status=status))(RequestFactory().generic(method, path))


def looked(watch: Watch, *counts: dict[str, int]) -> None:
    """One look after another, each with what was counted before it."""
    for count in counts:
        time.move_to(time.now() + PAUSE)
        counting.add(count)
        watch.look()


@pytest.mark.parametrize(
    ("method", "path", "status", "counts"),
    [
        ("POST", "/entries/abc/save/", 200, {"taken": 1}),
        ("POST", "/entries/abc/save/", 409, {"taken": 1}),
        ("POST", "/entries/abc/submit/", 503, {"failed": 1}),
        ("PATCH", "/entries/abc/parts/x/", 500, {"failed": 1}),
        ("POST", "/account/signup/", 500, {"failed": 1}),
        ("POST", "/jury/abc/save/", 500, {}),
        ("GET", "/", 503, {"turned_away": 1}),
        ("GET", "/readyz", 503, {}),
        ("GET", "/entries/", 200, {}),
    ],
)
def test_what_counts(method: str, path: str, status: int, counts: dict[str, int]) -> None:
    ask(method, path, status)
    assert counting.take() == counts


def test_a_calm_hour_is_one_row(db: None) -> None:
    looked(Watch(), *[{"taken": 5}] * 6)
    assert [(row.taken, row.until - row.since) for row in Stretch.objects.all()] == [(30, 6 * PAUSE)]
    assert troubles(since=START, until=END) == []


def test_a_bad_minute_is_found_between_good_ones(db: None) -> None:
    bad = {"taken": 10, "failed": 2, "turned_away": 3}
    looked(Watch(), {"taken": 9}, bad, bad, bad, {"taken": 9})
    [span] = troubles(since=START, until=END)
    assert (span.since, span.until) == (START + PAUSE, START + 4 * PAUSE)
    assert (span.taken, span.failed, span.turned_away) == (30, 6, 9)
    assert minutes_of([span]) == 1


def test_one_in_a_hundred_is_no_trouble_and_one_in_twenty_is(db: None) -> None:
    watch = Watch()
    looked(watch, {"taken": 99, "failed": 1})
    assert troubles(since=START, until=END) == []
    looked(watch, {"taken": 19, "failed": 1})
    assert len(troubles(since=START, until=END)) == 1


def test_a_house_that_was_not_there_is_in_trouble(db: None) -> None:
    looked(Watch(), {})
    time.move_to(START + timedelta(minutes=14))
    looked(Watch(), {})
    [span] = troubles(since=START, until=END)
    assert span.is_silent
    assert minutes_of([span]) == 14


def test_another_process_at_the_door_is_enough(db: None) -> None:
    one, other = Watch(), Watch()
    for number in range(12):
        looked(other, {"taken": 1})
        if number in {0, 11}:
            one.look()
    assert troubles(since=START, until=END) == []


def test_a_restart_of_seconds_is_none_and_only_the_span_asked_for_counts(db: None) -> None:
    looked(Watch(), {})
    time.move_to(time.now() + GAP)
    looked(Watch(), {"failed": 1}, {"failed": 1})
    assert [span.is_silent for span in troubles(since=START, until=END)] == [False]
    [span] = troubles(since=START, until=time.now() - PAUSE)
    assert span.until == time.now() - PAUSE


def test_what_could_not_be_written_down_comes_with_the_next(db: None) -> None:
    watch = Watch()

    def full(*_asked: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(full):
        looked(watch, {"failed": 3})
    transaction.set_rollback(False)  # the test's own transaction; the watch has none
    looked(watch, {"failed": 2})
    assert [(row.since, row.failed) for row in Stretch.objects.all()] == [(START, 5)]
