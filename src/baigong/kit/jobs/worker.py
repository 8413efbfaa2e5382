"""Runs jobs: the loop of the worker process and the drain that worlds and rehearsals use."""

from __future__ import annotations

import signal
import time as clock
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

from django.db import close_old_connections, transaction
from django.db.models import Q
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from baigong.kit import line
from baigong.kit.ids import new_code
from baigong.kit.jobs import actions

Result = DBTaskResult[Any, Any]
IDLE = 0.5  # seconds between two looks when there is nothing to do
LONGEST = timedelta(minutes=10)  # that a job is left until later
TICK = 5.0  # seconds between two looks at the schedule


def _runner(name: str) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=IDLE,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def claim(name: str, *, due_only: bool = True, pressing_only: bool = False) -> Result | None:
    """Take the next job, so that no other worker has it."""
    waiting = DBTaskResult.objects.ready() if due_only else DBTaskResult.objects.filter(status="READY")
    if pressing_only:
        waiting = waiting.filter(Q(priority__gte=0) | Q(enqueued_at__lt=datetime.now(UTC) - LONGEST))
    if not waiting.exists():  # most looks find nothing, and would only hold up those who write
        return None
    with transaction.atomic():
        result = waiting.select_for_update(skip_locked=True).first()
        if result is not None:
            result.claim(name)
    return result


def drain(*, due_only: bool = False) -> int:
    """Run everything that waits, jobs that come up meanwhile too; returns how many ran."""
    runner, count = _runner("drain"), 0
    while (result := claim("drain", due_only=due_only)) is not None:
        runner.run_task(result)
        count += 1
    return count


class Loop:
    """The worker process: schedule, revive, run, until told to stop; it works only where `turn` yields true."""

    def __init__(self, *, turn: Callable[[], AbstractContextManager[bool]]) -> None:
        self.turn = turn
        self.name = f"worker-{new_code(8)}"
        self.runner = _runner(self.name)
        self.running = True
        self.ticked = 0.0

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.running = False

    def run(self) -> None:
        with _signals(self):
            while self.running:
                close_old_connections()
                if not self.take_turn():
                    clock.sleep(IDLE)

    def take_turn(self) -> bool:
        """One step, where it is our turn; true if there was a job."""
        with self.turn() as is_ours:
            return is_ours and self.step()

    def step(self) -> bool:
        """Look at the schedule now and then, run at most one job; true if the next look may follow at once.

        While people stand in line before the door, letters go in bundles, twice a second, and what nobody waits for
        is left until later: the processor is theirs, and each job is four more writes in the line of the writers.
        """
        if clock.monotonic() - self.ticked > TICK:
            self.ticked = clock.monotonic()
            actions.enqueue_due(), actions.revive(), actions.retry_failed()
        is_rush = line.stands()
        if (result := claim(self.name, pressing_only=is_rush)) is None:
            return False
        self.runner.run_task(result)
        return not is_rush


@contextmanager
def _signals(loop: Loop) -> Iterator[None]:
    before = {number: signal.signal(number, loop.stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
