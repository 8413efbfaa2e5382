"""What time it is, for everybody: one clock that tests, worlds and rehearsals can move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


class Clock:
    """The system's time plus a shift, or one frozen instant."""

    def __init__(self) -> None:
        self.shift = timedelta(0)
        self.frozen: datetime | None = None

    def read(self) -> datetime:
        return self.frozen if self.frozen is not None else datetime.now(UTC) + self.shift


_clock = Clock()


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _clock.read()


_arrival: ContextVar[datetime | None] = ContextVar("arrival", default=None)


def arrival() -> datetime:
    """When the request in hand reached the house; the present instant where there is none.

    Deadlines are judged by it, so that nobody is late because a server was busy.
    """
    return _arrival.get() or now()


@contextmanager
def arriving(instant: datetime) -> Iterator[None]:
    """Everything in this block belongs to a request that arrived at `instant`."""
    mark = _arrival.set(instant)
    try:
        yield
    finally:
        _arrival.reset(mark)


def start_at(instant: datetime) -> None:
    """Let the clock run on from `instant` (BAIGONG_NOW, in demo mode only)."""
    _clock.shift = instant - datetime.now(UTC)


def move_to(instant: datetime) -> None:
    """Set a frozen clock to a later or earlier instant; only inside `frozen`."""
    if _clock.frozen is None:
        message = "the clock runs; freeze it first"
        raise RuntimeError(message)
    _clock.frozen = instant.astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Stop the clock at `instant` for this block."""
    before = _clock.frozen
    _clock.frozen = instant.astimezone(UTC)
    try:
        yield
    finally:
        _clock.frozen = before
