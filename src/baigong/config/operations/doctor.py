"""Looks at every organ of a running installation and says what is wrong and what to do."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from baigong.config.operations import database, drill
from baigong.config.operations.preparation import pending_migrations
from baigong.kit.audit import chain
from baigong.kit.outbox.models import Message

OLD = timedelta(minutes=5)  # a due job that waits longer has no worker
APART = 2.0  # seconds between two clocks that judge the same deadline
DRILLED = timedelta(hours=36)  # a backup that nobody brought back since is a hope
ROOM = 1 << 30  # bytes that should be free for files and the database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor saw; `ok` is None where it is only worth knowing."""

    organ: str
    ok: bool | None
    words: str
    way_out: str = ""


def configuration() -> Iterator[Finding]:
    faults = [one for one in checks.run_checks(include_deployment_checks=not settings.DEMO) if not one.is_silenced()]
    for fault in faults:
        yield Finding(
            "configuration", None if fault.level < checks.ERROR else False, str(fault.msg), str(fault.hint or "")
        )
    if not faults:
        yield Finding("configuration", ok=True, words=_("nothing to complain about"))


def tables() -> Iterator[Finding]:
    yield Finding("database", ok=True, words=database.version())
    if database.engine() == "sqlite":
        yield from durability()
    if waiting := pending_migrations():
        words = _("%(count)d migrations have not run") % {"count": len(waiting)}
        yield Finding("migrations", ok=False, words=words, way_out="baigong migrate")
    else:
        yield Finding("migrations", ok=True, words=_("all have run"))


def durability() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        mode, level = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous"))
    safe = (str(mode).lower(), level) == ("wal", 2)
    yield Finding("durability", ok=safe, words=f"journal_mode={mode}, synchronous={level}")


def storage() -> Iterator[Finding]:
    name = default_storage.save(f"doctor/{uuid.uuid4().hex}", ContentFile(b"probe"))
    try:
        with default_storage.open(name) as stored:
            yield Finding("storage", ok=stored.read() == b"probe", words=type(default_storage._wrapped).__name__)  # type: ignore[attr-defined]  # noqa: SLF001 - the storage behind the name
    finally:
        default_storage.delete(name)


def room() -> Iterator[Finding]:
    free = shutil.disk_usage(Path(settings.MEDIA_ROOT).anchor).free
    words = _("%(size).1f GiB free") % {"size": free / (1 << 30)}
    yield Finding("disk", ok=None if free < ROOM else True, words=words, way_out=_("make room or move the data folder"))


def queue() -> Iterator[Finding]:
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - OLD)
    overdue = late.filter(run_after__lt=timezone.now() - OLD).count()
    words = _("%(waiting)d jobs wait, %(late)d of them longer than five minutes") % {
        "waiting": DBTaskResult.objects.ready().count(),
        "late": overdue,
    }
    yield Finding("jobs", ok=not overdue, words=words, way_out=_("start a worker: baigong worker"))
    if failed := DBTaskResult.objects.failed().count():
        yield Finding(
            "jobs",
            ok=None,
            words=_("%(count)d jobs have failed") % {"count": failed},
            way_out=_("read the log of the worker"),
        )


def letters() -> Iterator[Finding]:
    counts = {
        state: Message.objects.filter(state=state).count() for state in (Message.State.FAILED, Message.State.HELD)
    }
    if counts[Message.State.FAILED]:
        words = _("%(count)d letters could not be delivered") % {"count": counts[Message.State.FAILED]}
        yield Finding("letters", ok=None, words=words, way_out=_("check EMAIL_URL; the office portal lists them"))
    if counts[Message.State.HELD]:
        words = _("%(count)d letters are held since a restore") % {"count": counts[Message.State.HELD]}
        yield Finding("letters", ok=None, words=words, way_out="baigong held_letters release | discard")
    if not any(counts.values()):
        yield Finding("letters", ok=True, words=_("none undelivered"))


def audit() -> Iterator[Finding]:
    broken = chain.verify()
    yield Finding(
        "audit",
        ok=not broken,
        words=broken or _("the chain is whole"),
        way_out=_("compare with a backup") if broken else "",
    )


def backups() -> Iterator[Finding]:
    done, way_out = drill.last(), "baigong backup, baigong drill"
    if done is None:
        yield Finding("backups", ok=None, words=_("none has been brought back yet"), way_out=way_out)
        return
    hours = (timezone.now() - done.when) / timedelta(hours=1)
    words = _("one was brought back %(hours)d hours ago") % {"hours": hours}
    yield Finding("backups", ok=timezone.now() - done.when <= DRILLED, words=words, way_out=way_out)


def clock() -> Iterator[Finding]:
    """Deadlines are judged by this machine's clock, which must not differ from that of the database's."""
    with connection.cursor() as cursor:
        asked = timezone.now()
        cursor.execute(
            "SELECT clock_timestamp()" if database.engine() == "postgresql" else "SELECT unixepoch('subsec')"
        )
        told = cursor.fetchone()[0]
    theirs = told.timestamp() if database.engine() == "postgresql" else told
    off = theirs - asked.timestamp()
    yield Finding(
        "clock",
        ok=abs(off) <= APART,
        words=_("%(seconds)+.1f seconds from the database's") % {"seconds": off},
        way_out=_("let both machines keep time by NTP"),
    )


ORGANS: dict[str, Callable[[], Iterator[Finding]]] = {
    "configuration": configuration,
    "database": tables,
    "storage": storage,
    "disk": room,
    "clock": clock,
    "jobs": queue,
    "letters": letters,
    "audit": audit,
    "backups": backups,
}
READINESS = ("database", "storage", "clock", "jobs")


def examine(*organs: str) -> Iterator[Finding]:
    """Look at the named organs, or at all; an organ that cannot even be looked at is broken."""
    for organ in organs or ORGANS:
        try:
            yield from ORGANS[organ]()
        except Exception as error:  # noqa: BLE001 - a doctor reports whatever goes wrong
            yield Finding(organ, ok=False, words=f"{type(error).__name__}: {error}")
