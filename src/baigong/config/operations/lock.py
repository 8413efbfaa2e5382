"""Keeps a restore and a running installation apart, and a demo's year and its worker."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


@contextmanager
def _held(mode: int, *, otherwise: str) -> Iterator[None]:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "running.lock").open("w") as handle:
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(otherwise) from None
        yield


@contextmanager
def telling() -> Iterator[None]:
    """Hold while the year of a demo goes on: its jobs belong to its own clock; waits for the one in hand."""
    with _told().open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def between_tellings() -> Iterator[bool]:
    """Whether a worker may take a job now, held while it runs it."""
    with _told().open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _told() -> Path:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    return settings.DATA / "telling.lock"


def running() -> AbstractContextManager[None]:
    """Hold while web server or worker run; any number may."""
    return _held(fcntl.LOCK_SH, otherwise=_("A restore is under way. Wait until it is done."))


def alone() -> AbstractContextManager[None]:
    """Hold while everything is replaced; nobody else may run."""
    return _held(fcntl.LOCK_EX, otherwise=_("百工 is running on this data. Stop it first."))
