"""Declares jobs and their schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks.base import Task, task

Job = Task[Any, Any]


@dataclass(frozen=True)
class Patience:
    """How often a job is tried in all, and how long it may run before it counts as dead."""

    tries: int
    limit: timedelta


JOBS: dict[str, Patience] = {}
SCHEDULE: dict[str, tuple[Job, timedelta]] = {}


def job(
    *, tries: int = 8, limit: timedelta = timedelta(minutes=5), priority: int = 0
) -> Callable[[Callable[..., Any]], Job]:
    """Make a function of a module a job: `NAME.enqueue(…)` puts it in line inside the present transaction.

    Its arguments must be plain JSON, and running it twice must be harmless: it is tried again with growing pauses.
    What waits with a lower priority runs once nothing else waits.
    """

    def declare(function: Callable[..., Any]) -> Job:
        made: Job = task(priority=priority)(function)
        JOBS[made.module_path] = Patience(tries, limit)
        return made

    return declare


def every(pause: timedelta, made: Job) -> Job:
    """Run a job again and again."""
    SCHEDULE[made.module_path] = (made, pause)
    return made


def later(made: Job, *names: str) -> Callable[[Any], None]:
    """A listener for the wiring: enqueues the job with these fields of the event."""

    def listen(event: Any) -> None:
        made.enqueue(*(getattr(event, name) for name in names))

    listen.__name__ = made.name
    return listen
