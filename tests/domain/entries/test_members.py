"""A team: invited by mail, joined by a button, handed over, left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from baigong.domain.entries.actions import (
    answer_invitation,
    change_role,
    hand_over_lead,
    invite_again,
    invite_member,
    leave,
    remove_member,
    save_draft,
    take_lead_back,
)
from baigong.domain.entries.models import Entry, Member
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.outbox.models import Message


class Letters:
    """The secrets of the invitations, in the order they were written."""

    def __getitem__(self, number: int) -> str:
        text = Message.objects.filter(kind="member-invited").order_by("pk")[number].text
        return text.partition("/invitation/")[2].partition("/")[0]


@pytest.fixture
def secrets(db: None) -> Letters:
    return Letters()


def invite(entry: Entry, lead: Person, *, email: str = "friend@example.org", role: str = "editor") -> Member:
    return invite_member(entry, name="陳樣本", email=email, role=role, by=lead)


def test_joining_with_another_address(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    member = invite(entry, lead)
    assert (member.state, member.person) == ("pending", None)
    joined = answer_invitation(secrets[0], accept=True, by=mate, name="陳樣本", name_en="Chen Sample")
    assert (joined.person, joined.state, joined.is_name_confirmed) == (mate, "accepted", True)
    assert save_draft(entry, answers={"problem": "夥伴寫的"}, version=1, by=mate).saved_by == mate


def test_the_secret_is_not_stored(entry: Entry, lead: Person, secrets: Letters) -> None:
    token = invite(entry, lead).token
    assert len(secrets[0]) >= 32
    assert secrets[0] not in token


def test_answering_twice_is_answering_once(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    invite(entry, lead)
    first = answer_invitation(secrets[0], accept=True, by=mate)
    assert answer_invitation(secrets[0], accept=True, by=mate) == first
    with pytest.raises(Refused):
        answer_invitation(secrets[0], accept=False, by=None)


def test_declining_needs_no_account_and_can_be_asked_again(
    entry: Entry, lead: Person, mate: Person, secrets: Letters
) -> None:
    member = invite(entry, lead)
    answer_invitation(secrets[0], accept=False, by=None)
    member.refresh_from_db()
    assert member.state == "declined"
    invite_again(member, by=lead)
    assert answer_invitation(secrets[1], accept=True, by=mate).state == "accepted"


def test_a_new_link_ends_the_old_one(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    invite_again(invite(entry, lead), by=lead)
    with pytest.raises(Refused):
        answer_invitation(secrets[0], accept=True, by=mate)


def test_an_invitation_expires(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    invite(entry, lead)
    with time.frozen(time.now() + timedelta(days=14, seconds=1)), pytest.raises(Refused):
        answer_invitation(secrets[0], accept=True, by=mate)


def test_one_person_is_once_on_a_team(entry: Entry, lead: Person, secrets: Letters) -> None:
    invite(entry, lead)
    with pytest.raises(Refused):
        answer_invitation(secrets[0], accept=True, by=lead)
    with pytest.raises(BadInput) as refused:
        invite(entry, lead, email="Friend@Example.org")
    assert set(refused.value.faults) == {"email"}


@pytest.mark.parametrize(("name", "email", "role", "wrong"), [
    ("", "a@example.org", "editor", "name"),
    ("字" * 101, "a@example.org", "editor", "name"),
    ("陳", "not an address", "editor", "email"),
    ("陳", "a@example.org", "lead", "role"),
])  # fmt: skip
def test_bad_invitations_say_what_is_wrong(
    entry: Entry, lead: Person, name: str, email: str, role: str, wrong: str
) -> None:
    with pytest.raises(BadInput) as refused:
        invite_member(entry, name=name, email=email, role=role, by=lead)
    assert set(refused.value.faults) == {wrong}


def test_readers_read(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    invite(entry, lead, role="reader")
    member = answer_invitation(secrets[0], accept=True, by=mate)
    with pytest.raises(NotAllowed):
        save_draft(entry, answers={"problem": "x"}, version=1, by=mate)
    change_role(member, role="editor", by=lead)
    assert save_draft(entry, answers={"problem": "x"}, version=1, by=mate)


def test_the_lead_is_handed_over_before_leaving(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    mine = entry.members.get()
    with pytest.raises(Refused):
        leave(mine, by=lead)
    invite(entry, lead)
    member = answer_invitation(secrets[0], accept=True, by=mate)
    hand_over_lead(member, by=lead)
    assert Message.objects.filter(kind="lead-handed-over").count() == 2
    mine.refresh_from_db()
    leave(mine, by=lead)
    assert [(m.person, m.role) for m in entry.members.filter(state="accepted")] == [(mate, "lead")]
    assert not Entry.objects.visible_to(lead).exists()


def test_the_lead_can_be_taken_back_for_three_days(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    mine = entry.members.get()
    invite(entry, lead)
    member = answer_invitation(secrets[0], accept=True, by=mate)
    hand_over_lead(member, by=lead)
    mine.refresh_from_db()
    with pytest.raises(Refused, match="72"):
        remove_member(mine, by=mate)
    with pytest.raises(Refused):
        take_lead_back(member, by=mate)
    with time.frozen(time.now() + timedelta(hours=73)), pytest.raises(Refused):
        take_lead_back(mine, by=lead)
    take_lead_back(mine, by=lead)
    assert set(entry.members.values_list("person", "role")) == {(lead.pk, "lead"), (mate.pk, "editor")}
    with pytest.raises(Refused):
        take_lead_back(mine, by=lead)


def test_only_the_lead_manages(entry: Entry, lead: Person, mate: Person, secrets: Letters) -> None:
    invite(entry, lead)
    member = answer_invitation(secrets[0], accept=True, by=mate)
    for attempt in (lambda: hand_over_lead(member, by=mate), lambda: invite(entry, mate, email="x@example.org")):
        with pytest.raises(NotAllowed):
            attempt()
    remove_member(member, by=lead)
    with pytest.raises(NotAllowed):
        save_draft(entry, answers={"problem": "x"}, version=1, by=mate)
