"""Letters nobody has to ask for: reminders that can be stopped, news of more time, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from baigong.domain.editions.actions import extend_deadline
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import set_reminders
from baigong.domain.entries.models import Entry
from baigong.domain.people.actions import change_profile
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.jobs.worker import drain
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from baigong.letters.jobs import remind_drafts
from tests.support.call import CLOSING


def reminders() -> int:
    remind_drafts.call()
    return Message.objects.filter(kind="draft-reminder").count()


@pytest.mark.parametrize(("days", "count"), [(8, 0), (6.9, 1), (2, 1), (0.5, 1), (-0.1, 0)])
def test_drafts_are_remembered_in_the_last_week(entry: Entry, days: float, count: int) -> None:
    with time.frozen(CLOSING - timedelta(days=days)):
        assert reminders() == count
        assert reminders() == count


def test_twice_at_most(entry: Entry) -> None:
    for hours in range(0, 170, 10):
        with time.frozen(CLOSING - timedelta(hours=168 - hours)):
            reminders()
    assert reminders() == 2


def test_who_does_not_want_it_and_who_has_submitted_hear_nothing(submitted: Entry, lead: Person) -> None:
    with time.frozen(CLOSING - timedelta(days=1)):
        assert reminders() == 0


def test_reminders_can_be_stopped(entry: Entry, lead: Person) -> None:
    set_reminders(entry.members.get(), wanted=False, by=lead)
    with time.frozen(CLOSING - timedelta(days=1)):
        assert reminders() == 0


def test_more_time_is_told_to_those_it_is_for(edition: Edition, entry: Entry, submitted: Entry, lead: Person) -> None:
    extend_deadline(
        edition,
        milestone="call_closes",
        until=CLOSING + timedelta(days=1),
        reason="颱風",
        by=SYSTEM,
        entry=entry.public_id,
    )
    drain()
    letter = Message.objects.get(kind="deadline-extended")
    assert "颱風" in letter.text
    assert "24:00" in letter.text


@pytest.mark.parametrize(("english", "read"), [("A typhoon", "A typhoon"), ("", "颱風")])
def test_a_reason_reaches_readers_of_english_in_their_language_where_the_office_gave_it(
    edition: Edition, entry: Entry, lead: Person, english: str, read: str
) -> None:
    change_profile(lead, name=lead.name, language="en", by=lead)
    until = CLOSING + timedelta(days=1)
    extend_deadline(edition, milestone="call_closes", until=until, reason="颱風", reason_en=english, by=SYSTEM)
    drain()
    letter = Message.objects.get(kind="deadline-extended")
    assert f"The reason the office gives:\n\n{read}\n" in letter.text
