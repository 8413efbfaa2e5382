"""Asks newcomers to come back while the house is behind, so that everybody who is inside can finish."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from time import monotonic
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from baigong.kit import line, time

Answer = Callable[[HttpRequest], HttpResponse]
LONGEST = timedelta(seconds=0.2)  # that a newcomer's page may have waited in line; each brings a dozen requests more
PAUSE = (3, 12)  # seconds; drawn, so that they do not all come back together
LONGER, MOST = 4, 18  # seconds more for each second that one has waited; at most so many
ALWAYS = ("/healthz", "/readyz", "/static/")
NOTE = 1.0  # second between two words to the worker
TELL = 60.0  # seconds between two lines of the log
log = structlog.get_logger(__name__)


class Patience:
    """Answers 503 with the time to come back, at the price of nothing, where a line has formed before the door.

    How long a request has waited is known from the stamp of the proxy (`time.arrival`); without one nobody is refused.
    Nobody with a session is ever asked to leave, and nothing that was sent is thrown away.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.asked_back = 0
        self.told, self.noted = monotonic(), 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (waited := time.now() - time.arrival()) > LONGEST:
            self._note()
            if _is_newcomer(request):
                self._count()
                return _later(waited)
        return self.get_response(request)

    def _note(self) -> None:
        """Now and then, for the worker, which then leaves until later what nobody waits for."""
        if monotonic() - self.noted > NOTE:
            self.noted = monotonic()
            line.note()

    def _count(self) -> None:
        """One line a minute tells how many: each by itself is no error, and has no time for a log."""
        self.asked_back += 1
        if monotonic() - self.told > TELL:
            log.warning("newcomers asked to come back", number=self.asked_back)
            self.asked_back, self.told = 0, monotonic()


def _is_newcomer(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(ALWAYS)
    )


def _later(waited: timedelta) -> HttpResponse:
    """The longer the line, the later: else those who ask in vain are all that is left in it."""
    seconds = random.randint(*PAUSE) + min(MOST, LONGER * int(waited.total_seconds()))  # noqa: S311 (no secret)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    answer: Any = HttpResponse(_page(seconds), status=503, headers=headers)
    answer._has_been_logged = True  # noqa: SLF001 - else Django writes each down as an error
    return answer  # type: ignore[no-any-return]


@cache
def _page(seconds: int) -> str:
    return render_to_string("busy.html", {"seconds": seconds})
