"""Lets a world's time pass: moves the clock, runs what is due, empties the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta

from baigong.kit import time
from baigong.kit.jobs import actions as jobs
from baigong.kit.jobs import worker
from baigong.kit.outbox.actions import deliver_due

LONG_AGO = timedelta(days=3650)


def settle() -> None:
    """Do all that waits: scheduled jobs, jobs they enqueue, letters."""
    worker.drain()
    jobs.enqueue_due(at=time.now() + LONG_AGO)
    worker.drain()
    while deliver_due():
        pass


def pass_to(instant: datetime) -> None:
    """Move the frozen clock and let happen what happens by then."""
    time.move_to(instant)
    settle()
