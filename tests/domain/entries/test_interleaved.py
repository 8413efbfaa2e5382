"""Eight people save drafts in any order: one successor a version, both texts at every conflict, no word lost."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from random import Random

import pytest
from django.db import connections

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import answer_invitation, invite_member, save_draft, start_entry
from baigong.domain.entries.models import Entry, EntryVersion
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.errors import Stale
from baigong.kit.outbox.models import Message
from baigong.kit.prepared import Prepared
from tests.support.call import committed_edition as edition
from tests.support.on_disk import on_disk
from tests.support.proofs import Case

__all__ = ["edition", "on_disk"]

FULL, CLIENTS = 50, 8
TOGETHER = 400  # saves that a case stands for: each of the eight makes a lot of fifty
# An entry as an autosave fetches it.
bare = Prepared(lambda pk: Entry.objects.filter(pk=pk).select_related("sheet").defer("sheet__questions"))
QUESTIONS = ("problem", "for_whom", "key_step", "equipment", "effect", "went_wrong")


Seen = dict[tuple[int, int], str]  # of each entry and version that was acknowledged: the digest its writer was told


@dataclass
class Page:
    """A draft as one person has it open: the version known, and what was typed and not seen confirmed."""

    entry: int
    person: Person
    version: int = 1
    unsaved: dict[str, str] = field(default_factory=dict)
    typed: int = 0

    def type(self, rng: Random) -> None:
        self.typed += 1
        self.unsaved[rng.choice(QUESTIONS)] = f"{self.person.name}第{self.typed}句"

    def save(self, rng: Random) -> EntryVersion | None:
        """As the page does it: what is not disputed goes out again, a dispute is settled by one of the two texts."""
        (entry,) = bare(self.entry)
        try:
            saved = save_draft(entry, answers=self.unsaved, version=self.version, by=self.person)
        except Stale as stale:
            theirs, yours = stale.facts["theirs"], stale.facts["yours"]
            assert yours == {key: self.unsaved[key] for key in theirs}
            latest = answers_of(entry, version=stale.facts["version"])
            assert theirs == {key: latest[key] for key in theirs}
            self.version = stale.facts["version"]
            for key, text in theirs.items():
                self.unsaved[key] = rng.choice([text, self.unsaved[key]])
            return None
        assert {key: saved.answers[key] for key in self.unsaved} == self.unsaved
        self.version, self.unsaved = saved.number, {}
        return saved


@dataclass
class Client:
    """One of the eight, with a page open on every draft."""

    pages: list[Page]

    def write(self, seed: str, *, many: int) -> Seen:
        rng, seen = Random(seed), {}
        for _ in range(many):
            page = rng.choice(self.pages)
            for _ in range(rng.randrange(1, 4)):
                page.type(rng)
            if saved := page.save(rng):
                seen[page.entry, saved.number] = saved.digest
        return seen

    def settle(self) -> Seen:
        """Nobody else writes by now: whatever was not confirmed yet is at the second attempt."""
        rng, seen = Random(0), {}
        for page in self.pages:
            for _ in range(2):
                if page.unsaved and (saved := page.save(rng)):
                    seen[page.entry, saved.number] = saved.digest
            assert not page.unsaved
        return seen


@pytest.fixture
def clients(request: pytest.FixtureRequest, edition: Edition, track: Track) -> list[Client]:
    """Two drafts in the suite, fifty in the proof, each written by the same eight people."""
    many = 2
    if request.config.getoption("--full"):
        many, _file = FULL, request.getfixturevalue("on_disk")
    people = [register(email=f"w{number}@example.org", name=f"寫手{number}") for number in range(CLIENTS)]
    leads = [register(email=f"lead{number}@example.org", name=f"隊長{number}") for number in range(many)]
    drafts = [_draft(edition, track, lead=lead, people=people[1:]) for lead in leads]
    return [Client([Page(draft, person or lead) for draft, lead in zip(drafts, leads, strict=True)])
            for person in (None, *people[1:])]  # fmt: skip


def _draft(edition: Edition, track: Track, *, lead: Person, people: list[Person]) -> int:
    entry = start_entry(edition, track=track, by=lead, title="機台旁的實習課")
    for person in people:
        invite_member(entry, name=person.name, email=person.email, role="editor", by=lead)
        text = Message.objects.filter(kind="member-invited").latest("pk").text
        answer_invitation(text.partition("/invitation/")[2].partition("/")[0], accept=True, by=person)
    return entry.pk


Write = Callable[[Random], list[Seen]]


def by_turns(clients: Sequence[Client], rng: Random) -> list[Seen]:
    """The same order at every run: who saves next is drawn."""
    return [rng.choice(clients).write(str(rng.random()), many=1) for _ in range(TOGETHER)]


def at_once(lines: Sequence[Connection], rng: Random) -> list[Seen]:
    """Eight processes, each with its own connection to the database, as fast as they can."""
    for line in lines:
        line.send(str(rng.random()))
    return [line.recv() for line in lines]


def serve(client: Client, line: Connection) -> None:
    while seed := line.recv():
        line.send(client.write(seed, many=TOGETHER // CLIENTS))
    line.send(client.settle())


@contextmanager
def crowd(clients: Sequence[Client]) -> Iterator[list[Connection]]:
    """A line to each client, who lives in a process of its own."""
    connections.close_all()
    fork, lines = multiprocessing.get_context("fork"), []
    for client in clients:
        ours, theirs = fork.Pipe()
        fork.Process(target=serve, args=(client, theirs), daemon=True).start()
        theirs.close()
        lines.append(ours)
    yield lines


def settled(lines: Sequence[Connection]) -> Iterator[Seen]:
    for line in lines:
        line.send("")
        yield line.recv()


@pytest.mark.django_db(transaction=True)  # a hundred thousand saves in one transaction would be its slowest part
@pytest.mark.proof(name="saves", asked=100_000, small=TOGETHER, each=TOGETHER, seed=4, on=("sqlite", "postgresql"))
def test_every_version_has_one_successor(
    clients: list[Client], cases: Iterator[Case], request: pytest.FixtureRequest
) -> None:
    """By turns in the suite, in the proof all at once."""
    told: Seen = {}
    if request.config.getoption("--full"):
        with crowd(clients) as lines:
            write_all(cases, partial(at_once, lines), told=told)
            for seen in settled(lines):
                note(seen, told=told)
    else:
        write_all(cases, partial(by_turns, clients), told=told)
        for client in clients:
            note(client.settle(), told=told)
    for page in clients[0].pages:
        check(page.entry, told={number: digest for (entry, number), digest in told.items() if entry == page.entry})


def write_all(cases: Iterator[Case], write: Write, *, told: Seen) -> None:
    for case in cases:
        for seen in write(case.rng):
            note(seen, told=told)


def note(seen: Seen, *, told: Seen) -> None:
    """Nobody was told of a version that it is what it was not for another."""
    for version, digest in seen.items():
        assert told.setdefault(version, digest) == digest, version


def check(entry: int, *, told: dict[int, str]) -> None:
    """The versions follow one another without a gap, each was told to its writer, and each is what was told."""
    kept = dict(
        EntryVersion.objects.filter(entry=entry, number__gt=1).order_by("number").values_list("number", "digest")
    )
    assert list(kept) == list(range(2, Entry.objects.get(pk=entry).version + 1))
    assert kept == told
