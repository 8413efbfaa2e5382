"""Any address, any method, anybody, anything sent: an answer below 500, always, and no traceback behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from baigong.config.urls import DECLARED
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.http.routes import PART, Route, routes
from baigong.kit.policy import SYSTEM
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)
from tests.support.proofs import Case
from tests.support.sessions import browser_of, just_proven

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]
NASTY = (
    *("", " ", "\x00", "a\x00b", "0", "-1", "1e309", "NaN", "9" * 400, "true", "null", "[]", "{}", "[" * 2000),
    *("長" * 300, "學" * 5000, "𠮷", "é̂" * 50, "😀", "\u202e倒", "\ufeff", "\r\nX: y", "=1+1", "<script>"),
    *("'; DROP TABLE people_person; --", "../../etc/passwd", "%00", "%s%n", "{x.__class__}", "{{ 7*7 }}", "2026-13-45"),
    *(
        "2026-05-03 24:00",
        "99999-01-01",
        "a@b",
        "A@B.example" * 40,
        "https://evil.example/",
        "//evil.example",
        "~",
        "\\",
    ),
)
NAMES = (
    *(
        "do",
        "name",
        "name_en",
        "email",
        "unit",
        "kind",
        "county",
        "reason",
        "title",
        "code",
        "q",
        "page",
        "next",
        "role",
    ),
    *(
        "track",
        "state",
        "version",
        "answers",
        "problem",
        "entry",
        "digest",
        "password",
        "login",
        "due_on",
        "publish_at",
    ),
    *(
        "publish_at",
        "language",
        "theme",
        "milestone",
        "until",
        "key",
        "value",
        "text",
        "question",
        "member",
        "agreed",
        "file",
    ),
)
FIELD = re.compile(r'name="([^"]+)"')
KINDS = ("application/x-www-form-urlencoded", "application/json", "text/plain", "application/octet-stream", "broken/;;")


@pytest.fixture
def actors(edition: Edition, submitted: Entry, lead: Person, officer: Person) -> list[Client]:
    """Nobody, a stranger, the lead of an entry, the office, and a director who has just shown who it is."""
    director = register(email="director@example.org", name="主任")
    grant_role(edition, director, "director", by=SYSTEM)
    stranger = register(email="stranger@example.org", name="路人")
    known = [just_proven(browser_of(one), one) for one in (stranger, officer, director)]
    return [Client(), signed_in(lead, edition), *known]


@pytest.fixture
def parts(submitted: Entry, edition: Edition) -> dict[str, str]:
    """What the addresses really hold."""
    return {"slug": edition.slug, "public_id": submitted.public_id, "section": "problem", "question": "problem"}


@pytest.mark.proof(name="bad-requests", asked=20_000, small=150, seed=9, on=("sqlite", "postgresql"))
def test_nothing_that_is_sent_breaks_the_house(
    actors: list[Client], parts: dict[str, str], cases: Iterator[Case]
) -> None:
    cache.clear()
    known = [route for route in routes(DECLARED) if route.door]
    for case in cases:
        route, actor = case.rng.choice(known), case.rng.choice(actors)
        with transaction.atomic():
            send(actor, route, parts, case.rng)
            transaction.set_rollback(True)


def send(actor: Client, route: Route, parts: dict[str, str], rng: Random) -> None:
    """One request; an exception in the house comes out here."""
    assert route.door
    method = rng.choice([*route.door.methods, "GET", "POST", "PUT"])
    address = re.sub(r"[\^$?\\]", "", PART.sub(lambda part: filling(part[0], parts, rng), route.pattern))
    query = {rng.choice(NAMES): rng.choice(NASTY) for _ in range(rng.randrange(3))}
    body, kind = body_of(actor, address, rng) if method not in {"GET", "HEAD"} else ("", KINDS[0])
    answer = actor.generic(method, address, body, content_type=kind, query_params=query)
    assert answer.status_code < 500 or route.name == "ready", (
        f"{method} {address} {query} {body[:300]!r}: {answer.status_code}"
    )
    if answer.streaming:
        answer.close()


def filling(part: str, parts: dict[str, str], rng: Random) -> str:
    """The real thing most of the time, so that the request gets in."""
    name, kind = part.strip("<>").rpartition(":")[2], part.strip("<>").partition(":")[0]
    wrong = str(rng.choice((0, 1, 10**12))) if kind == "int" else rng.choice(("example", "x" * 90, "-"))
    return parts.get(name, wrong) if rng.random() < 0.8 else wrong


def body_of(actor: Client, address: str, rng: Random) -> tuple[Any, str]:
    """The fields of the page at this address if it has any, each with something nobody should send."""
    names = FIELD.findall(page_at(actor, address)) or list(NAMES)
    fields = {name: rng.choice(NASTY) for name in rng.sample(names, min(len(names), rng.randrange(1, 12)))}
    if rng.random() < 0.4:
        fields[rng.choice(NAMES)] = "\ud800"  # half a character, which only JSON can carry
        return json.dumps({**fields, "answers": rng.choice([fields, [], 7, None, {"problem": fields}])}), KINDS[1]
    if rng.random() < 0.3:
        return rng.randbytes(rng.randrange(400)), rng.choice(KINDS)
    file = SimpleUploadedFile(rng.choice(NASTY[:-9]).replace("\x00", "") or "x", rng.randbytes(200))
    return encoded({**fields, "file": file} if rng.random() < 0.2 else fields)


def encoded(fields: dict[str, Any]) -> tuple[bytes, str]:
    clean = {name: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for name, v in fields.items()}
    return encode_multipart(BOUNDARY, clean), MULTIPART_CONTENT


def page_at(actor: Client, address: str) -> str:
    page = actor.get(address)
    is_page = page.status_code == 200 and not page.streaming and page["Content-Type"].startswith("text/html")
    return page.content.decode() if is_page else ""
