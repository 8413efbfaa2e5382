"""Sees what one person of a world can see: every page reached by links, every letter, every file name; for twins."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import zipfile
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - models need the set-up above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from baigong.domain.people.models import Person  # noqa: E402
from baigong.kit import time  # noqa: E402
from baigong.kit.outbox.models import Message  # noqa: E402
from baigong.worlds import cast  # noqa: E402

STARTS = (
    "/",
    "/library/",
    "/winners/",
    "/check/",
    "/account/",
    "/account/inbox/",
    "/entries/",
    "/jury/",
    "/office/",
    "/office/selection/",
    "/partner/",
)
LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')
MASKED = (re.compile(r'csrfmiddlewaretoken" value="[^"]+"'), re.compile(r'"X-CSRFToken": "[^"]+"'))
OF_THIS_RUN = re.compile(r"\bs\d+_x\d+\b")  # names of savepoints
LEAVE_OUT = ("/static/", "/i18n/", "/account/logout", "/demo", "/kit/", "/account/login", "/account/signup")
MOST = 400


def see(role: str, *, most: int) -> dict[str, Any]:
    """Path → status, hash of the answer, way on and hash of what the database was asked; the nearest `most` pages.

    Whoever is asked the same questions in the same order has the same work, so that no time tells two worlds apart.
    """
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "zh-TW"})
    if role != "visitor":
        client.force_login(
            Person.objects.get(email=cast.account(role).email), "django.contrib.auth.backends.ModelBackend"
        )
    seen: dict[str, Any] = {}
    waiting = deque(STARTS)
    while waiting and len(seen) < most:
        path = waiting.popleft()
        if path in seen or path.startswith(LEAVE_OUT):
            continue
        asked: list[str] = []
        with connection.execute_wrapper(noting(asked)):
            answer = client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = masked(unpacked(body).decode("utf-8", "replace"))
        seen[path] = [answer.status_code, digest(text), answer.headers.get("Location", ""), digest("\n".join(asked))]
        waiting.extend(LINK.findall(text))
        waiting.extend(filter(None, [answer.headers.get("Location", "").partition("?")[0]]))
    return seen


def noting(asked: list[str]) -> Callable[..., Any]:
    """Keeps the text of every statement; its values are the answer's matter."""

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(OF_THIS_RUN.sub("", sql))
        return execute(sql, *rest)

    return note


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unpacked(body: bytes) -> bytes:
    """An archive with its members' names and contents laid open; anything else as it is."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"".join(one.filename.encode() + b"\0" + archive.read(one) for one in archive.infolist())


def masked(text: str) -> str:
    """Without what is new in every answer: tokens, and the moment at which the crawl itself signed in."""
    for pattern in (*MASKED, re.compile(rf"{datetime.now(UTC):%Y-%m-%d}[T ][\d:.]+")):
        text = pattern.sub("", text)
    return text


def letters(role: str) -> list[list[str]]:
    """What lies in the person's mail, in order."""
    return [[m.kind, m.subject, m.text] for m in Message.objects.filter(to=cast.account(role).email).order_by("pk")]


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["*"]
    told = json.loads(settings.DEMO_STORY.read_text(encoding="utf-8"))
    with time.frozen(datetime.fromisoformat(told["now"])):
        asked = [one.partition(":")[::2] for one in sys.argv[1:]]  # a role, or so many pages of a role
        seen = {role: {"pages": see(role, most=int(most or MOST)), "letters": letters(role)} for role, most in asked}
    sys.stdout.write(json.dumps(seen, ensure_ascii=False))
