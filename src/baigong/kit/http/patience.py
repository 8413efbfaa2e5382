"""Asks newcomers to come back while the house is behind, so that everybody who is inside can finish."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from baigong.kit import time

Answer = Callable[[HttpRequest], HttpResponse]
LONGEST = timedelta(seconds=0.5)  # that a newcomer's page may have waited in line; each brings a dozen requests more
PAUSE = (3, 12)  # seconds; drawn, so that they do not all come back together
ALWAYS = ("/healthz", "/readyz", "/static/")


class Patience:
    """Answers 503 with the time to come back, at the price of nothing, where a line has formed before the door.

    How long a request has waited is known from the stamp of the proxy (`time.arrival`); without one nobody is refused.
    Nobody with a session is ever asked to leave, and nothing that was sent is thrown away.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (
            _later() if _is_newcomer(request) and time.now() - time.arrival() > LONGEST else self.get_response(request)
        )


def _is_newcomer(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(ALWAYS)
    )


def _later() -> HttpResponse:
    seconds = random.randint(*PAUSE)  # noqa: S311 (no secret)
    return HttpResponse(_page(seconds), status=503, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})


@cache
def _page(seconds: int) -> str:
    return render_to_string("busy.html", {"seconds": seconds})
