"""Pages are drawn by threads alone, so that nobody asks a hundred times a page whether a coroutine does it."""

from __future__ import annotations

from threading import local
from typing import Any

from django.db import connections
from django.urls import base as urls
from django.utils import timezone
from django.utils.translation import trans_real

PLACES: tuple[tuple[Any, str], ...] = (
    (connections, "_connections"),
    (trans_real, "_active"),
    (timezone, "_active"),
    (urls, "_prefixes"),
    (urls, "_urlconfs"),
)


def keep_by_thread() -> None:
    """What Django keeps for each thread and, in an event loop, for each coroutine, is kept for the thread alone.

    For a web process, before its first page: each look for a connection or a language raised and caught an error.
    """
    for holder, name in PLACES:
        setattr(holder, name, local())
