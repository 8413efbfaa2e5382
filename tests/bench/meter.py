"""Tells with every answer what this server process has spent so far: CPU time and queries, all threads together."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

HEADER = "X-Spent"
_queries = count()


def counted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Statements that only open or close a transaction are no questions."""
    if not sql.startswith(("SAVEPOINT", "RELEASE")):
        next(_queries)
    return execute(sql, *rest)


def spent() -> str:
    asked = int(repr(_queries)[6:-1])  # reading it must not count
    return f"{time.process_time_ns()} {asked}"


class Meter:
    """The outermost ring; rows that are streamed after the answer has begun are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stack = ExitStack()
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(counted))
        response = self.get_response(request)
        if response.streaming:
            response._resource_closers.append(stack.close)  # type: ignore[attr-defined]
        else:
            stack.close()
        response[HEADER] = spent()
        return response
