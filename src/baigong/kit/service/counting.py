"""Counts in memory what became of each request of those who write; nobody waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from baigong.kit.http.patience import ALWAYS

Answer = Callable[[HttpRequest], HttpResponse]
OURS, BUSY = 500, 503
_counts: Counter[str] = Counter()
_lock = Lock()


class Counted:
    """Stands before whoever asks newcomers to come back, so that these are counted too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if what := _what(request, response.status_code):
            add({what: 1})
        return response


def _what(request: HttpRequest, status: int) -> str:
    """Which count it is, "" for none: a look that went well says nothing about those who write."""
    if request.method in {"GET", "HEAD"}:
        return "turned_away" if status == BUSY and not request.path.startswith(ALWAYS) else ""
    if not request.path.startswith(settings.PATHS_OF_WRITERS):
        return ""
    return "failed" if status >= OURS else "taken"


def add(counts: Mapping[str, int]) -> None:
    with _lock:
        _counts.update(counts)


def take() -> dict[str, int]:
    """What was counted since the last time."""
    with _lock:
        counts = dict(_counts)
        _counts.clear()
    return counts
