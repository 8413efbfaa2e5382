"""Minutes in which the house could not take what was sent, as its web processes would count them."""

from __future__ import annotations

from datetime import timedelta

from baigong.kit import time
from baigong.kit.service import counting
from baigong.kit.service.watch import Watch


def trouble(minutes: int) -> None:
    """From now on, in a frozen clock that is moved to its end."""
    watch, end = Watch(), time.now() + timedelta(minutes=minutes)
    counting.take()
    while time.now() < end:
        time.move_to(min(time.now() + timedelta(seconds=20), end))
        counting.add({"taken": 6, "failed": 3, "turned_away": 1})
        watch.look()
