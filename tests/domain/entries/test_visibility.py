"""The list and the page ask the same question: row by row, `visible_to` is `Can.VIEW_ENTRY`."""

from __future__ import annotations

from datetime import datetime

import pytest

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import add_tie, return_entry, rule_tie, start_entry, withdraw_entry
from baigong.domain.entries.models import Entry
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit import policy
from baigong.kit.policy import SYSTEM

KINDS = ["office", "director", "chair", "auditor", "partner", "tied", "cleared", "lead", "stranger", "nobody"]


@pytest.fixture
def cast(edition: Edition, submitted: Entry, lead: Person, stranger: Person, officer: Person) -> dict[str, Person]:
    people = {kind: register(email=f"{kind}@example.org", name=kind) for kind in KINDS[:7]}
    for kind, person in people.items():
        grant_role(edition, person, kind if kind in KINDS[:5] else "office", by=SYSTEM)
    for kind in ("tied", "cleared"):
        tie = add_tie(submitted, people[kind], kind="unit", reason="同單位", by=SYSTEM)
    for who in (officer, people["director"]):
        rule_tie(tie, is_conflict=False, reason="只是同名", by=who)
        tie.refresh_from_db()
    return people | {"lead": lead, "stranger": stranger, "nobody": None}


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_page_agree(
    kind: str, cast: dict[str, Person], edition: Edition, track: Track, lead: Person, submitted: Entry
) -> None:
    start_entry(edition, track=track, by=lead, title="草稿")  # taken back or not: nobody else ever had it
    withdraw_entry(start_entry(edition, track=track, by=lead, title="撤回"), by=lead)
    person = cast[kind]
    listed = set(Entry.objects.visible_to(person))
    opened = {entry for entry in Entry.objects.all() if policy.allowed(person, Can.VIEW_ENTRY, entry)}
    assert listed == opened
    expected = {"lead": 3, "office": 1, "director": 1, "chair": 1, "auditor": 1, "cleared": 1}
    assert len(listed) == expected.get(kind, 0)


def test_a_tie_keeps_the_office_from_deciding(cast: dict[str, Person], submitted: Entry, next_week: datetime) -> None:
    with pytest.raises(policy.NotAllowed):
        return_entry(submitted, reason="x", due_at=next_week, by=cast["tied"])
