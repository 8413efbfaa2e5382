"""The blind crawl: signed in as a judge, everything that can be reached is fetched; no identity is anywhere in it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.config.urls import DECLARED
from baigong.domain.entries.models import Evidence
from baigong.domain.judging.models import Assignment
from baigong.kit import time
from baigong.kit.http.routes import routes
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from tests.conftest import Once
from tests.support import benign_files
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db

#: What would tell who wrote an entry: the lead, the address, the unit, the file's own name, what stands inside it.
CANARIES = tuple(
    text.encode() for text in ("canarylead", "canaryschool", "金絲雀", "canaryfile", "canaryauthor", "王小明")
)
LINK = re.compile(r'(?:href|src|action|hx-get)="(/[^"#?]*)')
PART = re.compile(r"<(?:\w+:)?(\w+)>")
MOST = 150
LEAVE_OUT = ("/static/", "/i18n/", "/account/", "/kit/", "/demo", "/theme/")


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def with_canaries() -> scene.Year:
    """A small year in which everything personal is a canary."""
    year = scene.new_year()
    photo, paper = benign_files.phone_photo(), benign_files.pdf(author="canaryauthor")
    scene.hand_in(year, 4, names="canary", files={"canaryfile-金絲雀.jpg": photo, "canaryfile.pdf": paper})
    worker.drain()
    scene.seat(year, 3)
    scene.give_out(year, load=0)
    scene.fill(year, skip=4)
    worker.drain()
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(with_canaries)


def told(answer: Any) -> bytes:
    """Body and headers of an answer."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body + b"\n".join(f"{key}: {value}".encode() for key, value in answer.headers.items())


def crawl(client: Client, starts: Iterable[str]) -> dict[str, bytes]:
    """Everything that links lead to."""
    seen: dict[str, bytes] = {}
    waiting = deque(starts)
    while waiting and len(seen) < MOST:
        path = waiting.popleft()
        if path in seen or path.startswith(LEAVE_OUT):
            continue
        answer = client.get(path)
        seen[path] = told(answer)
        waiting.extend(LINK.findall(seen[path].decode("utf-8", "replace")))
        waiting.extend(filter(None, [answer.headers.get("Location", "").partition("?")[0]]))
    return seen


def guesses(year: scene.Year) -> list[str]:
    """Every address of the site at every entry, file and read there is."""
    ids = [entry.public_id for entry in year.entries[:2]]
    ids += list(Assignment.objects.order_by("pk").values_list("public_id", flat=True)[:2])
    files = list(Evidence.objects.values_list("public_id", flat=True)) or [""]
    found = []
    for route in routes(DECLARED):
        if route.door is None or "GET" not in route.door.methods or "public_id" not in route.pattern:
            continue
        for one in ids:
            parts = {"public_id": one, "evidence": files[0], "number": "1", "slug": year.edition.slug}
            found.append(PART.sub(lambda part, parts=parts: parts.get(part[1], "first"), route.pattern))
    return [path for path in found if not path.startswith(LEAVE_OUT)]


def test_the_canaries_are_alive(year: scene.Year) -> None:
    """Whoever may know does find them: the crawl looks for the right thing."""
    pages = b"".join(crawl(browser_of(year.office), [reverse("office:entries")]).values())
    alive = {canary for canary in CANARIES if canary in pages}
    assert {b"canarylead", "金絲雀".encode()} <= alive


@pytest.mark.parametrize("number", [0, 1])
def test_a_blind_judge_finds_no_identity(year: scene.Year, *, number: int) -> None:
    person = year.judges[number].person
    client = browser_of(person)
    searches = [f"/library/?q={word}" for word in ("canarylead", "金絲雀")]
    seen = crawl(client, ["/", reverse("jury:home"), reverse("jury:meeting"), "/office/", "/entries/", "/winners/"])
    own = Assignment.objects.visible_to(person).values_list("public_id", flat=True)
    assert {reverse("jury:read", args=[read]) for read in own} <= set(seen)
    seen |= {path: told(client.get(path)) for path in guesses(year)}
    letters = [f"{m.subject}{m.text}{m.html}".encode() for m in Message.objects.filter(to=person.email)]
    for path in searches:
        seen[path] = told(client.get(path)).replace(path.partition("=")[2].encode(), b"")
    found = {(path, canary.decode()) for path, body in seen.items() for canary in CANARIES if canary in body}
    assert found == set()
    assert not any(canary in letter for letter in letters for canary in CANARIES)


def test_the_files_of_a_blind_round_are_clean_copies_under_neutral_names(year: scene.Year) -> None:
    read = next(read for read in scene.reads(year) if read.entry == year.entries[0])
    page = browser_of(read.judge.person).get(reverse("jury:read", args=[read.public_id])).content.decode()
    files = [path for path in LINK.findall(page) if "/file/" in path]
    assert files
    for path in files:
        answer = told(browser_of(read.judge.person).get(path))
        assert not any(canary in answer for canary in CANARIES)
