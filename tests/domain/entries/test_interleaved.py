"""Eight people save one draft in any order: one successor a version, both texts at every conflict, no word lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from baigong.domain.entries.actions import answer_invitation, invite_member, save_draft
from baigong.domain.entries.models import Entry, EntryVersion
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.errors import Stale
from baigong.kit.outbox.models import Message
from tests.support.proofs import Case

QUESTIONS = ("problem", "for_whom", "key_step", "equipment", "effect", "went_wrong")


@dataclass
class Writer:
    """One client: the version its page knows, and what it typed and has not seen confirmed."""

    person: Person
    version: int
    unsaved: dict[str, str] = field(default_factory=dict)
    typed: int = 0

    def type(self, rng: Random) -> None:
        self.typed += 1
        self.unsaved[rng.choice(QUESTIONS)] = f"{self.person.name}第{self.typed}句"

    def save(self, entry: Entry, rng: Random) -> None:
        """As the page does it: what is not disputed goes out again, a dispute is settled by one of the two texts."""
        try:
            self.version = save_draft(entry, answers=self.unsaved, version=self.version, by=self.person).number
        except Stale as stale:
            theirs, yours = stale.facts["theirs"], stale.facts["yours"]
            assert yours == {key: self.unsaved[key] for key in theirs}
            latest = EntryVersion.objects.get(entry=entry, number=stale.facts["version"]).answers
            assert theirs == {key: latest[key] for key in theirs}
            self.version = stale.facts["version"]
            for key, text in theirs.items():
                self.unsaved[key] = rng.choice([text, self.unsaved[key]])
        else:
            self.unsaved = {}


@pytest.fixture
def team(entry: Entry, lead: Person) -> list[Writer]:
    writers = [Writer(lead, 1)]
    for number in range(7):
        person = register(email=f"w{number}@example.org", name=f"寫手{number}")
        invite_member(entry, name=person.name, email=person.email, role="editor", by=lead)
        text = Message.objects.filter(kind="member-invited").latest("pk").text
        answer_invitation(text.partition("/invitation/")[2].partition("/")[0], accept=True, by=person)
        writers.append(Writer(person, 1))
    return writers


@pytest.mark.proof(name="saves", asked=10_000, small=400, seed=4)
def test_every_version_has_one_successor(entry: Entry, team: list[Writer], cases: Iterator[Case]) -> None:
    for case in cases:
        writer = case.rng.choice(team)
        writer.type(case.rng)
        if case.rng.random() < 0.7:
            fresh = Entry.objects.select_related("edition", "sheet", "track").get(pk=entry.pk)
            writer.save(fresh, case.rng)
    check(entry, team)


def check(entry: Entry, team: list[Writer]) -> None:
    numbers = list(entry.versions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, Entry.objects.get(pk=entry.pk).version + 1))
    rng = Random(0)
    for writer in team:
        for _ in range(len(team) + 1):
            if writer.unsaved:
                writer.save(Entry.objects.get(pk=entry.pk), rng)
    assert not any(writer.unsaved for writer in team)
