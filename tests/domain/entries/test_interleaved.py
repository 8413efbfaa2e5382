"""Eight people save drafts in any order: one successor a version, both texts at every conflict, no word lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import answer_invitation, invite_member, save_draft, start_entry
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.errors import Stale
from baigong.kit.outbox.models import Message
from baigong.kit.prepared import Prepared
from tests.support.call import committed_edition as edition
from tests.support.proofs import Case

__all__ = ["edition"]

FULL, CLIENTS = 50, 8
# An entry as an autosave fetches it.
bare = Prepared(lambda pk: Entry.objects.filter(pk=pk).select_related("sheet").defer("sheet__questions"))
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
            latest = answers_of(entry, version=stale.facts["version"])
            assert theirs == {key: latest[key] for key in theirs}
            self.version = stale.facts["version"]
            for key, text in theirs.items():
                self.unsaved[key] = rng.choice([text, self.unsaved[key]])
        else:
            self.unsaved = {}


@dataclass
class Draft:
    """One entry and the eight who write on it."""

    entry: Entry
    writers: list[Writer]


@pytest.fixture
def drafts(request: pytest.FixtureRequest, edition: Edition, track: Track) -> list[Draft]:
    """Two drafts in the suite, fifty in the proof, each written by the same eight people."""
    many = FULL if request.config.getoption("--full") else 2
    people = [register(email=f"w{number}@example.org", name=f"寫手{number}") for number in range(CLIENTS)]
    leads = [register(email=f"lead{number}@example.org", name=f"隊長{number}") for number in range(many)]
    return [_draft(edition, track, lead=lead, people=people[1:]) for lead in leads]


def _draft(edition: Edition, track: Track, *, lead: Person, people: list[Person]) -> Draft:
    entry = start_entry(edition, track=track, by=lead, title="機台旁的實習課")
    for person in people:
        invite_member(entry, name=person.name, email=person.email, role="editor", by=lead)
        text = Message.objects.filter(kind="member-invited").latest("pk").text
        answer_invitation(text.partition("/invitation/")[2].partition("/")[0], accept=True, by=person)
    return Draft(entry, [Writer(person, 1) for person in (lead, *people)])


@pytest.mark.django_db(transaction=True)  # a hundred thousand saves in one transaction would be its slowest part
@pytest.mark.proof(name="saves", asked=100_000, small=400, seed=4, on=("sqlite", "postgresql"))
def test_every_version_has_one_successor(drafts: list[Draft], cases: Iterator[Case]) -> None:
    """Each case is one save, of as much as its writer typed in the meantime."""
    for case in cases:
        draft = case.rng.choice(drafts)
        writer = case.rng.choice(draft.writers)
        for _ in range(case.rng.randrange(1, 4)):
            writer.type(case.rng)
        writer.save(*bare(draft.entry.pk), case.rng)
    for draft in drafts:
        check(draft.entry, draft.writers)


def check(entry: Entry, team: list[Writer]) -> None:
    numbers = list(entry.versions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, Entry.objects.get(pk=entry.pk).version + 1))
    rng = Random(0)
    for writer in team:
        for _ in range(len(team) + 1):
            if writer.unsaved:
                writer.save(Entry.objects.get(pk=entry.pk), rng)
    assert not any(writer.unsaved for writer in team)
