"""Handing in: complete, in time, receipted; deciding on it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from baigong.domain.editions.actions import extend_deadline
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import (
    accept_entry,
    reject_entry,
    return_entry,
    save_draft,
    submit_entry,
    withdraw_entry,
)
from baigong.domain.entries.actions.submission import content_of
from baigong.domain.entries.models import Entry, Receipt
from baigong.domain.entries.queries import gaps
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.audit import chain
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.policy import SYSTEM
from baigong.kit.signing.statements import Signed, verify
from baigong.kit.text import digest
from tests.support.call import CLOSING

INSTANT = timedelta(microseconds=1)


def test_gaps_say_where_and_what(entry: Entry) -> None:
    found = {gap.place: gap.sentence for gap in gaps(entry)}
    assert "units" in found
    assert "problem" in found
    assert "title" not in found


def test_an_incomplete_entry_stays_a_draft(entry: Entry, lead: Person) -> None:
    with pytest.raises(Refused):
        submit_entry(entry, by=lead)
    entry.refresh_from_db()
    assert (entry.state, entry.submitted_version) == ("draft", None)
    assert not Receipt.objects.exists()


def test_a_receipt_proves_what_was_received(receipt: Receipt, submitted: Entry) -> None:
    signed = Signed(receipt.payload, receipt.key_id, receipt.signature)
    statement = verify(signed)
    assert statement["entry"] == submitted.public_id
    assert statement["received_at"] == "2026-04-01T09:00:00+08:00"
    assert statement["digest"] == digest(content_of(submitted)) == receipt.digest
    assert submitted.state == "submitted"
    assert chain.verify() == ""


def test_the_second_tab_gets_the_same_receipt(receipt: Receipt, submitted: Entry, lead: Person) -> None:
    assert submit_entry(submitted, by=lead) == receipt
    assert AuditEvent.objects.filter(verb="entry.submit").count() == 1


def test_a_later_version_gets_a_receipt_of_its_own(receipt: Receipt, submitted: Entry, lead: Person) -> None:
    save_draft(submitted, answers={"problem": "更好的"}, version=submitted.version, by=lead)
    second = submit_entry(submitted, by=lead)
    assert second.version == receipt.version + 1
    submitted.refresh_from_db()
    assert submitted.submitted_version == second.version


def test_only_the_lead_submits(entry: Entry, fill: Callable[..., Entry], stranger: Person) -> None:
    with pytest.raises(NotAllowed):
        submit_entry(fill(entry), by=stranger)


def test_the_last_instant_counts_and_midnight_is_too_late(
    entry: Entry, fill: Callable[..., Entry], lead: Person
) -> None:
    fill(entry)
    with time.frozen(CLOSING), pytest.raises(Refused):
        submit_entry(entry, by=lead)
    with time.frozen(CLOSING - INSTANT):
        assert submit_entry(entry, by=lead).received_at == CLOSING - INSTANT


def test_the_moment_of_receipt_is_when_the_request_arrived(
    entry: Entry, fill: Callable[..., Entry], lead: Person
) -> None:
    fill(entry)
    with time.frozen(CLOSING + timedelta(seconds=40)), time.arriving(CLOSING - INSTANT):
        assert submit_entry(entry, by=lead).received_at == CLOSING - INSTANT


def test_an_extension_for_one_entry_opens_the_door_for_that_one(
    entry: Entry, fill: Callable[..., Entry], edition: Edition, lead: Person
) -> None:
    fill(entry)
    until = CLOSING + timedelta(days=1)
    extend_deadline(edition, milestone="call_closes", until=until, reason="停電", by=SYSTEM, entry=entry.public_id)
    with time.frozen(CLOSING + timedelta(hours=3)):
        assert submit_entry(Entry.objects.get(pk=entry.pk), by=lead)


def test_returned_comes_back_and_is_accepted(
    submitted: Entry, officer: Person, lead: Person, next_week: datetime
) -> None:
    return_entry(submitted, reason="請補寫第三步", due_at=next_week, by=officer, question="steps")
    assert submitted.state == "returned"
    save_draft(submitted, answers={"problem": "補好了"}, version=submitted.version, by=lead)
    with time.frozen(next_week):
        submit_entry(submitted, by=lead)
    assert submitted.corrections.get().answered_at == next_week
    submitted.refresh_from_db()
    accept_entry(submitted, by=officer)
    assert (submitted.state, submitted.rulings.get().is_eligible) == ("eligible", True)


def test_a_correction_has_its_own_date(submitted: Entry, officer: Person, lead: Person, next_week: datetime) -> None:
    return_entry(submitted, reason="請補", due_at=next_week, by=officer)
    save_draft(submitted, answers={"problem": "補好了"}, version=submitted.version, by=lead)
    with time.frozen(next_week + INSTANT), pytest.raises(Refused):
        submit_entry(submitted, by=lead)
    assert submitted.corrections.get().answered_at is None


@pytest.mark.parametrize(("reason", "days"), [("", 7), ("   ", 7), ("請補", -1)])
def test_a_return_needs_a_reason_and_a_date_ahead(submitted: Entry, officer: Person, reason: str, days: int) -> None:
    with pytest.raises(BadInput):
        return_entry(submitted, reason=reason, due_at=time.now() + timedelta(days=days), by=officer)
    assert not submitted.corrections.exists()


def test_a_rejection_needs_a_reason(submitted: Entry, officer: Person) -> None:
    with pytest.raises(BadInput):
        reject_entry(submitted, reason=" ", by=officer)
    reject_entry(submitted, reason="不在徵件範圍", by=officer)
    assert submitted.state == "ineligible"


def test_a_rejection_can_be_put_right(submitted: Entry, officer: Person) -> None:
    reject_entry(submitted, reason="看錯了", by=officer)
    accept_entry(submitted, by=officer, reason="申覆成立")
    assert [ruling.is_eligible for ruling in submitted.rulings.order_by("pk")] == [False, True]


def test_wrong_moves_are_refused(entry: Entry, officer: Person, next_week: datetime) -> None:
    with pytest.raises(Refused):
        accept_entry(entry, by=officer)
    with pytest.raises(Refused):
        return_entry(entry, reason="請補", due_at=next_week, by=officer)
    entry.refresh_from_db()
    assert (entry.state, entry.rulings.count(), entry.corrections.count()) == ("draft", 0, 0)


def test_entrants_do_not_decide(submitted: Entry, lead: Person) -> None:
    with pytest.raises(NotAllowed):
        accept_entry(submitted, by=lead)


def test_withdrawing(submitted: Entry, lead: Person) -> None:
    withdraw_entry(submitted, by=lead)
    assert submitted.state == "withdrawn"


def test_a_returned_entry_may_come_back_unchanged(submitted: Entry, lead: Person, officer: Person) -> None:
    return_entry(submitted, reason="請補單位", due_at=time.now() + timedelta(days=3), by=officer)
    before = submitted.receipts.count()
    receipt = submit_entry(submitted, by=lead)
    assert submitted.receipts.count() == before + 1
    assert receipt.version == 1 + max(submitted.receipts.exclude(pk=receipt.pk).values_list("version", flat=True))
