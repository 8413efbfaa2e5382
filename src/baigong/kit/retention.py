"""What is kept how long: a table, a look at what is due, and the forgetting itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise

from baigong.kit import audit, time
from baigong.kit.policy import SYSTEM

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of data: for how many days it serves, which rows are older than an instant, and how they are forgotten.

    `forget` takes what `older` found and returns how many rows it forgot; once forgotten, `older` finds them no more.
    """

    key: str
    what: Promise
    why: Promise
    days: int
    older: Callable[[datetime], QuerySet[Any]]
    forget: Callable[[QuerySet[Any]], int]

    def due(self, at: datetime) -> QuerySet[Any]:
        return self.older(at - timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class Due:
    """How much of one kind is forgotten at the next round, and within thirty days."""

    keeping: Keeping
    now: int
    soon: int


_table: list[Keeping] = []


def install(rows: Iterable[Keeping]) -> None:
    """Take the table over; called once by config."""
    _table[:] = rows


def report() -> list[Due]:
    """A dry run: nothing is forgotten by looking."""
    at = time.now()
    return [Due(row, row.due(at).count(), row.due(at + AHEAD).count()) for row in _table]


def enforce() -> dict[str, int]:
    """Forget what is due, kind by kind; the log says how much, never what."""
    done = {}
    for row in _table:
        with transaction.atomic():
            if number := row.forget(row.due(time.now())):
                done[row.key] = number
                audit.record("retention.forget", None, by=SYSTEM, kind=row.key, number=number, days=row.days)
    return done
