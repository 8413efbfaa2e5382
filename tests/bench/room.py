"""The meeting's room on one process: forty people ask every two seconds, in silence and while they vote."""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

from tests.bench.house import House
from tests.bench.measuring import spent
from tests.bench.visitor import Answer, Visitor

PEOPLE, ENTRIES = 40, 500
EVERY, TURNS = 2.0, 15  # seconds between two looks, and how many of them a part lasts
SEEN = re.compile(rb"seen=([0-9a-f]+)")
VOTE = re.compile(rb'action="(/jury/meeting/vote/[^"]+)"')


@dataclass(slots=True)
class Seat:
    """One person in the room, with the page as it stands open."""

    visitor: Visitor
    seen: str = ""
    vote: str = ""
    looks: list[Answer] = field(default_factory=list)

    def come(self) -> None:
        self._read(self.visitor.get("/jury/meeting/"))

    def look(self) -> None:
        answer = self.visitor.ask("GET", f"/jury/meeting/live/?seen={self.seen}")
        self.looks.append(answer)
        if answer.status != 204:
            self._read(answer)

    def say_yes(self) -> None:
        if self.vote:
            self.visitor.post(self.vote, {"choice": "yes"})

    def _read(self, answer: Answer) -> None:
        self.seen = SEEN.findall(answer.body)[0].decode()
        self.vote = next((found.decode() for found in VOTE.findall(answer.body)), "")


def seats(house: House) -> list[Seat]:
    """Everybody with a vote, signed in, in a meeting that has a point under discussion."""
    from baigong.domain.judging.models import Judge  # noqa: PLC0415 - models load after django.setup
    from tests.support.sessions import browser_of  # noqa: PLC0415 - likewise

    found = []
    for judge in Judge.objects.filter(state="sworn").select_related("person").order_by("pk")[:PEOPLE]:
        visitor = Visitor(house.url)
        visitor.cookies = {name: morsel.value for name, morsel in browser_of(judge.person).cookies.items()}
        found.append(Seat(visitor))
    return found


def begin() -> Any:
    """The office opens the meeting and takes up the first entry in doubt."""
    from baigong.domain.people.models import Person  # noqa: PLC0415 - likewise
    from baigong.domain.selection import actions  # noqa: PLC0415 - likewise
    from baigong.domain.selection.models import Item, Meeting  # noqa: PLC0415 - likewise

    office = Person.objects.get(email="office@demo.baigong.example")
    meeting = actions.open_meeting(Meeting.objects.latest("pk"), by=office)
    item = actions.take_up(Item.objects.filter(meeting=meeting, prize=None).order_by("order")[0], by=office)
    return lambda: actions.put_to_vote(item, motion=["top100"], is_secret=False, by=office)


def sit(place: int, seat: Seat, *, start: float, votes: bool) -> None:
    """Look at one's own moments; a vote is cast at a turn of one's own."""
    for turn in range(TURNS):
        time.sleep(max(0.0, start + EVERY * (turn + place / PEOPLE) - time.monotonic()))
        if votes and turn == 1 + place % (TURNS - 2):
            seat.say_yes()
        seat.look()


def part(people: list[Seat], url: str, *, name: str, votes: bool) -> dict[str, Any]:
    """Half a minute of it."""
    for seat in people:
        seat.looks = []
    before, start = spent(Visitor(url))[0], time.monotonic()
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda row: sit(*row, start=start, votes=votes), enumerate(people)))
    seconds, cpu = time.monotonic() - start, spent(Visitor(url))[0] - before
    return {"part": name, "people": len(people), **told([look for seat in people for look in seat.looks], seconds, cpu)}


def told(looks: list[Answer], seconds: float, cpu: int) -> dict[str, Any]:
    waits = sorted(1000 * look.seconds for look in looks)
    silent = [look for look in looks if look.status == 204]
    return {
        "looks": len(looks),
        "silent": len(silent),
        "bytes_of_silent": sum(len(look.body) for look in silent),
        "failed": sum(look.status not in {200, 204} for look in looks),
        "p50_ms": round(statistics.median(waits), 1),
        "p95_ms": round(waits[int(len(waits) * 0.95)], 1),
        "most_ms": round(waits[-1], 1),
        "cpu_percent": round(100 * cpu / 1e9 / seconds, 1),
    }


def parts(house: House) -> Iterator[dict[str, Any]]:
    """Silence, then a vote."""
    house.fill("deliberation", entries=ENTRIES, judges=PEOPLE)
    ask_for_votes = begin()
    people = seats(house)
    with house.server():
        for seat in people:
            seat.come()
        yield part(people, house.url, name="silence", votes=False)
        ask_for_votes()
        yield part(people, house.url, name="vote", votes=True)


def main(folder: str, port: str) -> None:
    django.setup()
    sys.stdout.write(json.dumps(list(parts(House(Path(folder), int(port))))))


if __name__ == "__main__":
    main(*sys.argv[1:])
