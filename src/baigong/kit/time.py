"""What time it is, for everybody: one clock that tests, worlds and rehearsals can move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


class Clock:
    """The system's time plus a shift, or one frozen instant; a demo's processes share their shift in a file."""

    def __init__(self) -> None:
        self.shift = timedelta(0)
        self.frozen: datetime | None = None
        self.file: Path | None = None
        self.seen: tuple[int, int] | None = None

    def read(self) -> datetime:
        if self.frozen is not None:
            return self.frozen
        if self.file is not None:
            self.look(self.file)
        return datetime.now(UTC) + self.shift

    def look(self, file: Path) -> None:
        with suppress(FileNotFoundError):
            found = file.stat()
            if (stamp := (found.st_ino, found.st_mtime_ns)) != self.seen:
                self.shift, self.seen = timedelta(seconds=float(file.read_text())), stamp


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


def follow(file: Path) -> None:
    """Share the clock with the other processes of a demo through a file of seconds."""
    _clock.file = file


def set_for_all(instant: datetime, *, file: Path) -> None:
    """Let the clocks of all processes that follow `file` run on from `instant`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(str((instant - datetime.now(UTC)).total_seconds()))
    fresh.replace(file)


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
