"""One thread of each web process writes down, three times a minute, what the process counted."""

from __future__ import annotations

import atexit
from datetime import datetime, timedelta
from threading import Thread
from time import sleep

import structlog
from django.conf import settings
from django.db import Error, connection

from baigong.kit import time
from baigong.kit.service import counting
from baigong.kit.service.models import Stretch

PAUSE = timedelta(seconds=20)
GAP = timedelta(minutes=1)  # nothing written down for so long: the house was not there
log = structlog.get_logger(__name__)


class Watch:
    """The stretches of one process. What cannot be written down now is kept and comes with the next."""

    def __init__(self) -> None:
        self.since = time.now()
        self.going_on: Stretch | None = None

    def begin(self) -> None:
        """Called once by a web process, after its fork."""
        Thread(target=self.go_on, name="service", daemon=True).start()
        atexit.register(self.look)

    def go_on(self) -> None:
        while True:
            sleep(PAUSE.total_seconds())
            self.look()
            connection.close()

    def look(self) -> None:
        """Write down what was counted since the last look."""
        counts, now = counting.take(), time.now()
        try:
            self.note(counts, since=self._begun(now), until=now)
        except Error as error:
            counting.add(counts)
            log.warning("service not written down", exc_info=error)
        else:
            self.since = now

    def _begun(self, now: datetime) -> datetime:
        """A look that comes far too late leaves a gap, which counts as trouble; a demo's clock may be moved."""
        is_late = now - self.since > GAP and not settings.DEMO
        return now - PAUSE if is_late else min(self.since, now)

    def note(self, counts: dict[str, int], *, since: datetime, until: datetime) -> None:
        row, is_calm = self.going_on, not counts.keys() - {"taken"}
        if row is not None and is_calm and not row.in_vain and row.until == since:
            row.until, row.taken = until, row.taken + counts.get("taken", 0)
            row.save(update_fields=["until", "taken"])
        else:
            self.going_on = Stretch.objects.create(since=since, until=until, **counts)
