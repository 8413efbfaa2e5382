"""What people do in several requests: write and submit an entry, score one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any

from baigong.domain.editions.models import Edition, Track
from baigong.domain.editions.queries import document_of
from baigong.kit.outbox.models import Message
from baigong.worlds.answers import answers
from tests.bench.visitor import Answer, Visitor

CODE = re.compile(r"\*\*(.+?)\*\*")
Act = Callable[[], tuple[float, int]]


def total(found: list[Answer]) -> tuple[float, int]:
    return sum(answer.seconds for answer in found), sum(len(answer.body) for answer in found)


def page(visitor: Visitor, path: str) -> Act:
    """One page, again and again."""
    return lambda: total([visitor.get(path)])


def submitting(visitor: Visitor, edition: Edition) -> Act:
    """From my entries to the receipt: choose a track, write, check, submit."""
    track = edition.tracks.filter(is_retired=False)[0]
    given = full_sheet(edition, track)
    return lambda: total(list(submit(visitor, track.public_id, given)))


def full_sheet(edition: Edition, track: Track) -> dict[str, Any]:
    return answers(document_of(edition).entry_sheet(), track=track.key, chance=Random(7))


def submit(visitor: Visitor, track: str, given: dict[str, Any]) -> Iterator[Answer]:
    """Every request of it."""
    yield visitor.get("/entries/")
    yield from write(visitor, track, given)


def write(visitor: Visitor, track: str, given: dict[str, Any]) -> Iterator[Answer]:
    """From the choice of a track to the receipt."""
    yield visitor.get("/entries/start/")
    yield (started := visitor.post("/entries/start/", {"track": track, "title": given.get("title", "")}))
    home = started.goal.partition("write/")[0]
    yield visitor.get(started.goal)
    yield visitor.send(f"{home}save/", {"answers": given, "version": 1 if given.get("title") else 0})
    yield visitor.get(f"{home}team/")
    unit = {"do": "add-unit", "kind": "technical_high", "unit": "臺北市示範高工", "county": "臺北市"}
    yield visitor.post(f"{home}team/", unit)
    yield visitor.get(f"{home}submit/")
    yield (handed_in := visitor.post(f"{home}submit/", {}))
    yield visitor.get(handed_in.goal)


def scoring(visitor: Visitor, reads: list[str], scores: dict[str, Any]) -> Act:
    """Open an entry nobody has scored, give every score, and save."""
    waiting = iter(reads)

    def act() -> tuple[float, int]:
        home = f"/jury/read/{next(waiting)}/"
        return total([visitor.get(home), visitor.send(f"{home}save/", {"answers": scores, "version": 0})])

    return act


def signing_up(url: str) -> Act:
    """From the sign-up to a proven address, by somebody new each time; the password hash is in it."""
    numbers = count()

    def act() -> tuple[float, int]:
        return total(list(sign_up(Visitor(url), f"new{next(numbers):04d}@demo.baigong.example")))

    return act


def sign_up(visitor: Visitor, email: str, *, by_code: bool = False) -> Iterator[Answer]:
    """Every request of it."""
    yield visitor.get("/account/signup/")
    told = {
        "email": email,
        "name": "新申請人",
        "password1": "" if by_code else "a-long-word-for-the-bench",
        "agreed": "on",
    }
    yield (asked := visitor.post("/account/signup/", told))
    yield visitor.get(asked.goal)
    letter = Message.objects.filter(to=email).latest("pk").text
    yield visitor.post(asked.goal, {"code": CODE.findall(letter)[0].strip()})


def applying(url: str, edition: Edition) -> Act:
    """The whole flow of somebody new, from the sign-up to the receipt, without a file and without a password."""
    numbers, track = count(), edition.tracks.filter(is_retired=False)[0]
    given = full_sheet(edition, track)

    def act() -> tuple[float, int]:
        number = next(numbers)
        visitor = Visitor(url, address=f"10.0.{number >> 8}.{number & 255}")
        come = sign_up(visitor, f"whole{number:04d}@demo.baigong.example", by_code=True)
        return total([*come, *write(visitor, track.public_id, given)])

    return act
