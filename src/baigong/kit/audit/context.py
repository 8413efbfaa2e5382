"""Where a request came from, remembered while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The request behind an act; empty for jobs and commands."""

    request_id: str = ""
    address: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def current() -> Origin:
    """The origin of what runs now."""
    return _current.get()


@contextmanager
def origin(request_id: str, address: str) -> Iterator[None]:
    """Everything recorded in this block came from there."""
    mark = _current.set(Origin(request_id, address))
    try:
        yield
    finally:
        _current.reset(mark)
