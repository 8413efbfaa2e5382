"""Brings jobs in line, back from the dead and on again after a failure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from baigong.kit.jobs.models import Schedule
from baigong.kit.jobs.registry import JOBS, SCHEDULE, Job
from baigong.kit.prepared import Prepared

Result = DBTaskResult[Any, Any]
KEPT = timedelta(days=14)
_waiting = Prepared(
    lambda path: DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=path).values_list("status")[:1]
)


def enqueue_due(*, at: datetime | None = None) -> int:
    """Enqueue every repeated job whose time has come; returns how many."""
    at = at or datetime.now(UTC)
    known = dict(Schedule.objects.values_list("name", "due"))
    return sum(_enqueue_if_due(name, at=at) for name in SCHEDULE if known.get(name, at) <= at)


def _enqueue_if_due(name: str, *, at: datetime) -> bool:
    made, pause = SCHEDULE[name]
    with transaction.atomic():
        Schedule.objects.get_or_create(name=name, defaults={"due": at})
        if not Schedule.objects.filter(name=name, due__lte=at).update(due=at + pause):
            return False
        made.enqueue()
    return True


def enqueue_once(made: Job) -> None:
    """Put a job in line unless it stands there already: it will do for both."""
    if not _waiting(made.module_path):
        made.enqueue()


def revive(*, at: datetime | None = None) -> int:
    """Put back jobs whose worker died: running for longer than their limit."""
    at = at or datetime.now(UTC)
    return sum(_again(result, at=at) for result in DBTaskResult.objects.running() if _is_dead(result, at=at))


def retry_failed(*, at: datetime | None = None) -> int:
    """Put failed jobs back in line after a growing pause, until their tries are used up."""
    at = at or datetime.now(UTC)
    return sum(_again(result, at=at) for result in DBTaskResult.objects.failed().filter(finished_at__gt=at - KEPT))


def _is_dead(result: Result, *, at: datetime) -> bool:
    made = JOBS.get(result.task_path)
    return made is not None and result.started_at is not None and result.started_at + made.limit < at


def _again(result: Result, *, at: datetime) -> bool:
    made, tried = JOBS.get(result.task_path), len(result.worker_ids)
    if made is None or tried >= made.tries:
        return False
    pause = timedelta(seconds=min(3600, 2**tried))
    same = DBTaskResult.objects.filter(pk=result.pk, status=result.status, started_at=result.started_at)
    return bool(same.update(status=TaskResultStatus.READY, run_after=at + pause))


def forget_old(*, at: datetime | None = None) -> int:
    """Delete finished jobs after two weeks."""
    at = at or datetime.now(UTC)
    return DBTaskResult.objects.successful().filter(finished_at__lt=at - KEPT).delete()[0]


def forget_schedule() -> None:
    """Start the schedule anew, after a clock was moved."""
    Schedule.objects.all().delete()
