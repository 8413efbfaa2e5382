"""Attaches files in a process that dies at a given step, and looks each time at what is left; told line by line."""

from __future__ import annotations

import io
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402 (the apps come first, here and below)
from django.db import connection  # noqa: E402

from baigong.domain.entries.actions import attach, detach  # noqa: E402
from baigong.domain.entries.models import Entry, Evidence  # noqa: E402
from baigong.domain.entries.queries import answers_of  # noqa: E402
from baigong.domain.people.models import Person  # noqa: E402
from baigong.kit import time  # noqa: E402
from baigong.kit.files.models import StoredFile  # noqa: E402
from baigong.kit.files.reconciliation import compare, keys_in_store, remove_leftovers  # noqa: E402
from tests.support.benign_files import picture  # noqa: E402
from tests.support.call import MID_CALL  # noqa: E402

ON_DISK = {"open", "fsync", "replace", "mkdir", "close", "unlink"}
IN_DATABASE = {"_execute", "_executemany", "_commit"}  # of Django's connections: each statement, and the end
QUESTION = "files"
SURVIVED = 0


def is_step(frame: FrameType, event: str, function: Any) -> bool:
    """Whatever leaves a trace outside the process, before and after."""
    if event in {"call", "return"}:
        return frame.f_code.co_name in IN_DATABASE
    if getattr(function, "__module__", "") == "posix":
        return function.__name__ in ON_DISK
    return getattr(function, "__name__", "") == "write" and isinstance(function.__self__, io.BufferedWriter)


def send(entry: Entry, *, step: int) -> None:
    """In a process of its own, which dies without a word at the step; never comes back."""
    lead, left = Person.objects.get(memberships__entry=entry, memberships__role="lead"), step

    def look(frame: FrameType, event: str, function: Any) -> None:
        nonlocal left
        left -= is_step(frame, event, function)
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    upload = ContentFile(picture("PNG", seed=step), name=f"{step}.png")
    sys.setprofile(look)
    attach(entry, question=QUESTION, upload=upload, by=lead)
    sys.setprofile(None)
    os._exit(SURVIVED)


def fault(entry: Entry, *, step: int, is_acknowledged: bool) -> str:
    """What is there by half; then the place is cleared for the next one."""
    named = answers_of(entry).get(QUESTION) or []
    if found := compare(deep=True).is_loss and "a row without its file":
        return str(found)
    known = list(Evidence.objects.filter(entry=entry, public_id__in=named).select_related("file"))
    if len(known) != len(named) or (is_acknowledged and not known):
        return f"{len(named)} files named, {len(known)} there, acknowledged: {is_acknowledged}"
    if any(one.file.open().read() != picture("PNG", seed=step) for one in known):
        return "not the file that was sent"
    for one in known:
        detach(one, by=Person.objects.get(memberships__entry=entry, memberships__role="lead"))
    return "" if is_tidy() else "something stays that no row knows"


def is_tidy() -> bool:
    """Two days later nothing is left over."""
    with time.frozen(datetime.now(UTC) + timedelta(days=2)):
        remove_leftovers(compare())
    return set(keys_in_store()) == {row.key for row in StoredFile.objects.all()}


def attempt(public_id: str, *, step: int) -> str:
    connection.close()
    if (child := os.fork()) == 0:
        send(Entry.objects.get(public_id=public_id), step=step)
    _pid, status = os.waitpid(child, 0)
    is_acknowledged = status == SURVIVED
    said = fault(Entry.objects.get(public_id=public_id), step=step, is_acknowledged=is_acknowledged)
    return f"{'acknowledged' if is_acknowledged else 'killed'} {said}"


def main(public_id: str) -> None:
    with time.frozen(MID_CALL):
        for line in sys.stdin:
            sys.stdout.write(f"{attempt(public_id, step=int(line))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
