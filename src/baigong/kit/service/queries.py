"""When the house was in trouble: much was asked in vain, or nobody was at the door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from baigong.kit.service.models import Stretch
from baigong.kit.service.watch import GAP


@dataclass(frozen=True, slots=True)
class Trouble:
    """One span of trouble with what was counted in it; all zero where the house was not there to count."""

    since: datetime
    until: datetime
    taken: int = 0
    failed: int = 0
    turned_away: int = 0

    def within(self, since: datetime, until: datetime) -> Trouble:
        return Trouble(max(self.since, since), min(self.until, until), self.taken, self.failed, self.turned_away)

    def and_then(self, other: Trouble) -> Trouble:
        return Trouble(
            self.since,
            max(self.until, other.until),
            self.taken + other.taken,
            self.failed + other.failed,
            self.turned_away + other.turned_away,
        )

    @property
    def is_silent(self) -> bool:
        return not (self.taken or self.failed or self.turned_away)

    @property
    def asked(self) -> int:
        return self.taken + self.failed


def troubles(*, since: datetime, until: datetime) -> list[Trouble]:
    """The spans of trouble between two instants, in order; those that touch are one."""
    rows = Stretch.objects.filter(until__gt=since).order_by("since", "pk")
    clipped = (span.within(since, until) for span in _bad(rows))
    return list(_joined(span for span in clipped if span.since < span.until))


def minutes_of(spans: Iterable[Trouble]) -> int:
    """How long they lasted in all, begun minutes included."""
    return ceil(sum((span.until - span.since for span in spans), timedelta()) / timedelta(minutes=1))


def _bad(rows: Iterable[Stretch]) -> Iterator[Trouble]:
    """Before the first row ever nobody counted, so nothing is known."""
    end: datetime | None = None
    for row in rows:
        if end is not None and row.since - end > GAP:
            yield Trouble(end, row.since)
        if row.is_bad:
            yield Trouble(row.since, row.until, row.taken, row.failed, row.turned_away)
        end = max(end or row.until, row.until)


def _joined(spans: Iterable[Trouble]) -> Iterator[Trouble]:
    held: Trouble | None = None
    for span in spans:
        if held is not None and span.since <= held.until:
            held = held.and_then(span)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
