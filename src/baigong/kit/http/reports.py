"""What browsers tell of pages that wanted to load or run what the policy forbids: a line in the log."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from baigong.kit.http.doors import PUBLIC, door

LONGEST, MOST, WHILE = 8192, 60, timedelta(minutes=1)  # bytes of a report; reports a process notes in that while
log = structlog.get_logger(__name__)


class Budget:
    """So many in a while: whoever sends more than any browser would fills no disk."""

    def __init__(self) -> None:
        self.lock, self.began, self.spent = threading.Lock(), datetime.min.replace(tzinfo=UTC), 0

    def has_room(self) -> bool:
        with self.lock:
            if timezone.now() - self.began > WHILE:
                self.began, self.spent = timezone.now(), 0
            self.spent += 1
            return self.spent <= MOST


budget = Budget()


@csrf_exempt
@door(PUBLIC, methods=("POST",))
def violation(request: HttpRequest) -> HttpResponse:
    """Note it, whatever it is; nothing is answered, for nobody reads it."""
    if (told := told_in(request.body[:LONGEST])) and budget.has_room():
        log.warning("a page went against the policy", **told)
    return HttpResponse(status=204)


def told_in(body: bytes) -> dict[str, str]:
    """Which rule, on which page, and where what was forbidden came from; no more of addresses than that."""
    try:
        report: Any = json.loads(body)["csp-report"]
        page, blocked = urlsplit(str(report["document-uri"])), urlsplit(str(report["blocked-uri"]))
        rule = str(report["violated-directive"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    origin = f"{blocked.scheme}://{blocked.netloc}" if blocked.netloc else blocked.path or blocked.scheme
    return {"rule": rule[:100], "page": page.path[:200], "blocked": origin[:200]}
