"""Somebody leaves: after three days no trace of the name is found anywhere, and what others rely on still stands."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import (
    answer_invitation,
    attach,
    invite_member,
    reject_entry,
    save_draft,
    start_entry,
)
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.queries import answers_of, file_questions
from baigong.domain.people.actions import ask_erasure, erase, register, take_erasure_back, verify_address
from baigong.domain.people.jobs import erase_due
from baigong.domain.people.models import Erasure, Person
from baigong.kit import time
from baigong.kit.audit.chain import verify
from baigong.kit.errors import Refused
from baigong.kit.jobs.worker import drain
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM, NotAllowed
from tests.support.call import signed_in

CANARY = "金絲雀"
ADDRESS = "canary@example.org"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def canary(edition: Edition) -> Person:
    person = register(email=ADDRESS, name=CANARY, phone="02-7777-8888", name_en="Canary Bird")
    verify_address(person)
    return person


def rows() -> Iterator[str]:
    """Every row of every table, as text."""
    for model in apps.get_models():
        for row in model._base_manager.values():
            yield f"{model.__name__} {json.dumps(row, default=str, ensure_ascii=False)}"


def traces() -> list[str]:
    marks = (CANARY, ADDRESS, "7777-8888", "Canary Bird")
    return [row for row in rows() if any(mark in row for mark in marks)]


def leave(person: Person) -> None:
    ask_erasure(person, by=person)
    with time.frozen(time.now() + timedelta(hours=73)):
        assert erase_due.call() == 1
        drain()


def team_with(entry: Entry, lead: Person, mate: Person) -> Entry:
    invite_member(entry, name=mate.name, email=mate.email, role="editor", by=lead)
    drain()
    letter = Message.objects.filter(kind="member-invited").latest("pk")
    secret = letter.text.split("/invitation/")[1].split("/")[0]
    answer_invitation(secret, accept=True, by=mate, name=mate.name)
    return entry


def test_nothing_of_the_name_is_left_and_the_chain_holds(
    edition: Edition, track: Track, canary: Person, fill: Callable[..., Entry], lead: Person, store: Path
) -> None:
    draft = start_entry(edition, track=track, by=canary, title=f"{CANARY}的草稿")
    question = next(iter(file_questions(draft)))
    attach(draft, question=question, upload=ContentFile(PNG, name=f"{CANARY}.png"), by=canary)
    invite_member(start_entry(edition, track=track, by=lead), name=CANARY, email=ADDRESS, role="reader", by=lead)
    signed_in(canary, edition)
    drain()
    held = list(store.rglob("*.*")) + [path for path in store.rglob("*") if path.is_file()]
    assert held
    assert traces()
    leave(canary)
    assert traces() == []
    assert verify() == ""
    assert not [path for path in store.rglob("*") if path.is_file()]
    assert not Entry.objects.filter(pk=draft.pk).exists()
    gone = Person.objects.get(pk=canary.pk)
    assert (gone.is_active, gone.erased_at is not None) == (False, True)


def test_a_team_goes_on_with_its_words(
    edition: Edition, track: Track, canary: Person, mate: Person, fill: Callable[..., Entry]
) -> None:
    entry = team_with(start_entry(edition, track=track, by=canary, title="大家的解方"), canary, mate)
    save_draft(entry, answers={"problem": "一起寫的"}, version=entry.version, by=mate)
    leave(canary)
    entry.refresh_from_db()
    assert entry.title == "大家的解方"
    assert answers_of(entry)["problem"] == "一起寫的"
    assert entry.members.get(role="lead").person == mate
    assert traces() == []


def test_what_was_decided_alone_keeps_its_number_and_loses_its_words(
    submitted: Entry, lead: Person, officer: Person
) -> None:
    number = submitted.public_id
    reject_entry(submitted, reason="不在範圍", by=officer)
    leave(lead)
    kept = Entry.objects.get(public_id=number)
    assert (kept.state, kept.title, answers_of(kept)) == ("ineligible", "", {})
    assert len(kept.receipts.get().digest) == 64
    assert verify() == ""


def test_who_alone_has_an_entry_with_the_judges_settles_it_first(submitted: Entry, lead: Person) -> None:
    with pytest.raises(NotAllowed, match="撤回"):
        ask_erasure(lead, by=lead)


def test_a_duty_taken_on_meanwhile_puts_it_off(edition: Edition, canary: Person) -> None:
    ask_erasure(canary, by=canary)
    grant_role(edition, canary, "office", by=SYSTEM)
    with time.frozen(time.now() + timedelta(hours=73)):
        assert erase_due.call() == 0
    assert Person.objects.get(pk=canary.pk).name == CANARY


def test_three_days_to_think_better_of_it(canary: Person, stranger: Person) -> None:
    wish = ask_erasure(canary, by=canary)
    assert ask_erasure(canary, by=canary) == wish
    assert "72" not in Message.objects.get(kind="erasure-asked").subject
    with pytest.raises(Refused):
        erase(wish)
    with pytest.raises(NotAllowed):
        take_erasure_back(wish, by=stranger)
    take_erasure_back(wish, by=canary)
    with time.frozen(time.now() + timedelta(days=9)):
        assert erase_due.call() == 0


def test_nobody_erases_somebody_else(canary: Person, officer: Person) -> None:
    for person in (officer, SYSTEM):
        with pytest.raises(NotAllowed):
            ask_erasure(canary, by=person)


def test_the_pages_of_ones_own_data(edition: Edition, canary: Person, stranger: Person) -> None:
    browser = signed_in(canary, edition)
    page = browser.get(reverse("account:own-data")).content.decode()
    assert ADDRESS in page
    assert "個人資料" in page
    assert browser.get(reverse("account:erase")).status_code == 200
    browser.post(reverse("account:erase"))
    assert Erasure.objects.get().state == "asked"
    assert reverse("account:stay") in browser.get(reverse("account:erase")).content.decode()
    browser.post(reverse("account:stay"))
    assert Erasure.objects.get().state == "taken_back"
    assert Client().get(reverse("account:own-data")).status_code == 302


def test_the_copy_holds_all_of_mine_and_nothing_of_others(
    edition: Edition, track: Track, canary: Person, submitted: Entry, lead: Person
) -> None:
    start_entry(edition, track=track, by=canary, title="我的草稿")
    reply = signed_in(canary, edition).get(reverse("account:own-data-file"))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content)))
    reply.close()
    told = json.loads(packed.read("data.json"))
    assert told["profile"]["email"] == ADDRESS
    assert [one["title"] for one in told["entries"]] == ["我的草稿"]
    assert {one["verb"] for one in told["acts_on_record"]} >= {"entry.start", "consent.give", "person.export"}
    everything = "".join(packed.read(name).decode() for name in packed.namelist())
    assert lead.email not in everything
    assert submitted.title not in everything
    assert any(name.endswith(".html") and CANARY in packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_there_is(
    edition: Edition, track: Track, canary: Person, count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(count):
        start_entry(edition, track=track, by=canary, title=f"解方{number}")
    browser = signed_in(canary, edition)
    browser.get(reverse("account:own-data"))
    with django_assert_num_queries(15):
        browser.get(reverse("account:own-data"))


def test_everything_that_leads_to_a_person_is_in_the_copy_or_named_here() -> None:
    """A new link to a person has to be thought of: told in the copy, or here with its reason."""
    ours = set("EmailAddress Authenticator UserSession Role Consent EntryVersion Member Tie Judge Message".split())
    ours |= set("StoredFile Erasure Avoidance Objection Attendance Vote DataRequest AccountMerge".split())
    others = {
        "Upload": "gone within a day",
        "EditionVersion": "an act on record",
        "EditionDraft": "an act on record",
        "EligibilityRuling": "an act on record",
        "ReadingPlan": "an act on record",
        "Passage": "an act on record",
        "PaperSheet": "an act on record",
        "Selection": "an act on record",
        "Correction": "an act on record",
        "Person": "an account that was put into this one; its acts are told with the own",
        "SocialAccount": "a way in, shown on its own page",
    }
    fields = Person._meta.get_fields(include_hidden=True)
    links = {field.related_model.__name__ for field in fields if field.auto_created and field.related_model}
    assert links - ours - set(others) == set()


def test_a_place_that_was_never_answered_is_forgotten_too(edition: Edition, track: Track, lead: Person) -> None:
    entry = start_entry(edition, track=track, by=lead)
    invite_member(entry, name=CANARY, email=ADDRESS, role="reader", by=lead)
    leave(register(email=ADDRESS, name=CANARY))
    assert Member.objects.filter(entry=entry, email=ADDRESS).count() == 0
