"""An edition is written by one verb, kept in versions, and its dates and roles follow from rows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from baigong.domain.editions.actions import (
    extend_deadline,
    grant_role,
    publish_edition,
    revoke_role,
    save_edition,
)
from baigong.domain.editions.document import Document, build
from baigong.domain.editions.models import Edition, Role
from baigong.domain.editions.queries import document_of, is_open, milestone_at, timeline
from baigong.domain.editions.rules import is_office
from baigong.domain.people.models import Person
from baigong.domain.sheets.queries import current_sheet, questions_of
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import NotAllowed, Refused, Stale
from baigong.kit.policy import SYSTEM
from baigong.kit.taiwan.dates import Moment

SECOND = timedelta(seconds=1)


def changed(document: Document, **values: object) -> Document:
    found = build(document.data() | values)
    assert isinstance(found, Document)
    return found


def person(name: str) -> Person:
    return Person.objects.create_user(f"{name}@example.org", name=name)


def test_saving_spreads_rows(edition: Edition, document: Document) -> None:
    assert [track.sign for track in edition.tracks.all()] == list("探合競課")
    assert edition.unit_kinds.count() == 17
    assert {prize.key: (prize.count, prize.per_track, prize.within) for prize in edition.prizes.all()} == {
        "top100": (100, False, ""),
        "top10": (10, False, "top100"),
        "matching": (1, True, "top100"),
    }
    assert document_of(edition) == document
    assert edition.name.zh == "第二屆 技職力100"


def test_saving_what_stands_makes_no_version(edition: Edition, document: Document) -> None:
    events = AuditEvent.objects.count()
    assert save_edition(document, by=SYSTEM).number == 1
    assert AuditEvent.objects.count() == events


def test_another_version_retires_what_left(edition: Edition, document: Document) -> None:
    fewer = document.data()
    fewer["milestones"] = [row for row in fewer["milestones"] if row["key"] != "ceremony"]
    version = save_edition(changed(document, milestones=fewer["milestones"]), by=SYSTEM, note="年會另行公告")
    fresh = Edition.objects.get()
    assert version.number == 2
    assert fresh.milestones.get(key="ceremony").is_retired
    assert milestone_at(fresh, "ceremony") is None
    assert [stage.key for stage in timeline(fresh)][-1] == "consultation_closes"


def test_two_writers_do_not_overwrite_each_other(edition: Edition, document: Document) -> None:
    first = changed(document, slogan={"zh": "做得好", "en": "Well done"})
    save_edition(first, by=SYSTEM, base=1)
    with pytest.raises(Stale):
        save_edition(changed(document, slogan={"zh": "學得會", "en": "Learnable"}), by=SYSTEM, base=1)
    assert document_of(Edition.objects.get()) == first


def test_only_the_office_saves(edition: Edition, document: Document) -> None:
    stranger, clerk = person("stranger"), person("clerk")
    grant_role(edition, clerk, Role.Kind.OFFICE, by=SYSTEM)
    with pytest.raises(NotAllowed):
        save_edition(changed(document, year=2027), by=stranger)
    assert save_edition(changed(document, year=2027), by=clerk).saved_by == clerk


def test_questions_get_a_version_only_when_they_change(edition: Edition, document: Document) -> None:
    save_edition(changed(document, year=2027), by=SYSTEM)
    assert current_sheet(edition).version == 1
    data = document.data()
    data["sheets"][0]["minutes"] = 60
    save_edition(changed(document, sheets=data["sheets"]), by=SYSTEM)
    assert current_sheet(edition).version == 2
    assert questions_of(current_sheet(edition)).minutes == 60


def test_the_call_is_open_until_24_hours(edition: Edition) -> None:
    closes = Moment.parse("2026-05-03 24:00").instant
    assert milestone_at(edition, "call_closes") == closes
    with time.frozen(closes - SECOND):
        assert is_open(edition)
        time.move_to(closes)
        assert not is_open(edition)
    assert not is_open(edition, at=Moment.parse("2026-02-11 24:00").instant - SECOND)
    assert is_open(edition, at=Moment.parse("2026-02-12 00:00").instant)


def test_an_extension_is_for_one_or_for_all(edition: Edition) -> None:
    closes = Moment.parse("2026-05-03 24:00").instant
    until = closes + timedelta(days=2)
    extend_deadline(edition, milestone="call_closes", until=until, reason="停電", by=SYSTEM, entry="abc")
    assert is_open(edition, entry="abc", at=closes)
    assert not is_open(edition, at=closes)
    extend_deadline(edition, milestone="call_closes", until=until + SECOND, reason="颱風", by=SYSTEM)
    assert is_open(edition, at=until)
    assert {stage.key: str(stage.moment) for stage in timeline(edition)}["call_closes"] == "2026-05-05 24:00"


@pytest.mark.parametrize(("days", "reason"), [(-1, "早一點"), (1, "  ")])
def test_a_date_moves_only_later_and_with_a_reason(edition: Edition, days: int, reason: str) -> None:
    until = Moment.parse("2026-05-03 24:00").instant + timedelta(days=days)
    with pytest.raises(Refused):
        extend_deadline(edition, milestone="call_closes", until=until, reason=reason, by=SYSTEM)


def test_roles_are_granted_and_taken_back(edition: Edition) -> None:
    director, clerk = person("director"), person("clerk")
    first = grant_role(edition, director, Role.Kind.DIRECTOR, by=SYSTEM)
    role = grant_role(edition, clerk, Role.Kind.OFFICE, by=director)
    assert grant_role(edition, clerk, Role.Kind.OFFICE, by=director) == role
    assert is_office.test(clerk, edition)
    with pytest.raises(NotAllowed):
        grant_role(edition, clerk, Role.Kind.DIRECTOR, by=clerk)
    revoke_role(role, by=director)
    assert not is_office.test(Person.objects.get(pk=clerk.pk), edition)
    with pytest.raises(Refused, match=r"last director|最後"):
        revoke_role(first, by=director)


def test_publishing_shows_the_year(edition: Edition) -> None:
    assert Edition.objects.current() is None
    publish_edition(edition, by=SYSTEM)
    assert Edition.objects.current() == edition
