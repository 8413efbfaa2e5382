"""What has served its time is forgotten every night; the office sees beforehand what will go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from baigong.config.jobs import forget_in_time
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import attach, invite_member, name_conflict, reject_entry
from baigong.domain.entries.models import Avoidance, Entry, Member
from baigong.domain.entries.queries import submitted_answers
from baigong.domain.people.models import Person
from baigong.kit import retention, time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.files.models import StoredFile
from baigong.kit.outbox.models import Message
from tests.support import benign_files as good
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)


def due() -> dict[str, tuple[int, int]]:
    return {row.keeping.key: (row.now, row.soon) for row in retention.report() if row.soon}


@pytest.fixture
def invited(entry: Entry, lead: Person) -> Member:
    return invite_member(entry, name="沒有來的人", email="never@example.org", role="editor", by=lead)


def test_an_invitation_nobody_took_up_loses_its_name(invited: Member) -> None:
    with time.frozen(time.now() + timedelta(days=340)):
        assert due() == {"invitations": (0, 1)}
        assert forget_in_time.call() == {}
    with time.frozen(time.now() + timedelta(days=366)):
        assert due() == {"invitations": (1, 1)}
        assert forget_in_time.call() == {"invitations": 1}
        assert due() == {}
    invited.refresh_from_db()
    assert (invited.name, invited.email, invited.state) == ("", "", "left")
    assert AuditEvent.objects.filter(verb="retention.forget").count() == 1


def test_a_draft_goes_with_its_files_and_a_handed_in_entry_does_not(
    edition: Edition, entry: Entry, submitted: Entry, lead: Person, track: Any
) -> None:
    draft = start_entry(edition, track=track, by=lead, title="沒有交出去")  # noqa: F405 (of the call)
    attach(draft, question="files", upload=ContentFile(good.pdf(pages=1), name="草稿.pdf"), by=lead)
    name_conflict(submitted, name="某人", reason="同事", by=lead)
    with time.frozen(time.now() + timedelta(days=4 * 365)):
        assert set(forget_in_time.call()) == {"avoidances", "drafts", "letters"}
    assert list(Entry.objects.all()) == [submitted]
    assert not Avoidance.objects.exists()
    assert not Message.objects.exists()
    assert not StoredFile.objects.filter(name="草稿.pdf").exists()


def test_after_five_years_an_entry_without_a_prize_keeps_its_number_only(submitted: Entry, officer: Person) -> None:
    reject_entry(submitted, reason="不符資格", by=officer)
    with time.frozen(time.now() + timedelta(days=5 * 365 + 1)):
        assert forget_in_time.call()["entries"] == 1
        assert "entries" not in due()
    submitted.refresh_from_db()
    assert (submitted.title, submitted_answers(submitted)) == ("", {})
    assert submitted.receipts.get().digest


def test_the_office_looks_and_nothing_is_forgotten(
    invited: Member, edition: Edition, officer: Person, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    desk = signed_in(officer, edition)
    with time.frozen(time.now() + timedelta(days=366)):
        page = desk.get(reverse("office:keeping")).content.decode()
    assert "沒有加入團隊" in page
    invited.refresh_from_db()
    assert invited.name == "沒有來的人"
