"""What happened: frozen facts told to the listeners of the wiring inside the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

Listener = Callable[[Any], object]
_wiring: dict[type[Event], tuple[Listener, ...]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has become true; holds ids only."""


def install(wiring: Mapping[type[Event], Iterable[Listener]]) -> None:
    """Take the table over; called once by config."""
    _wiring.clear()
    _wiring.update({event: tuple(listeners) for event, listeners in wiring.items()})


def emit(event: Event) -> None:
    """Tell the listeners now; they may only write rows or enqueue jobs."""
    if not connection.in_atomic_block:
        message = f"{type(event).__name__} was emitted outside a transaction"
        raise RuntimeError(message)
    for listener in _wiring.get(type(event), ()):
        listener(event)


def rows() -> Mapping[type[Event], tuple[Listener, ...]]:
    """The installed table, for documents and tests."""
    return dict(_wiring)
