"""What happens when: one row per event. Listeners may only write a row or enqueue a job."""

from collections.abc import Iterable

from baigong.kit.events import Event, Listener

WIRING: dict[type[Event], Iterable[Listener]] = {}
