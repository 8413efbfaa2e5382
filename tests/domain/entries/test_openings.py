"""Somebody opens unusually many entries: the directors hear of it once, and nobody is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from baigong.domain.entries.actions import openings
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import TooBusy
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(with_entries)


def with_entries() -> scene.Year:
    limits = {"judge_opens": 10, "staff_opens": 20}
    year = scene.new_year(limits=scene.own_document().data()["limits"] | limits)
    scene.hand_in(year, 20)
    return year


def look(entries: list[Entry], *, by: Person, as_judge: bool) -> int:
    """How many alarms stand in the log after somebody opened these."""
    for entry in entries:
        openings.note_opening(entry, by=by, as_judge=as_judge)
    worker.drain()
    return AuditEvent.objects.filter(verb="edition.many_opened").count()


@contextmanager
def nothing_written() -> Iterator[None]:
    """The database only reads; on PostgreSQL until this part of the transaction is taken back."""
    lite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1" if lite else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            if lite:
                cursor.execute("PRAGMA query_only = 0")
            transaction.set_rollback(True)


def test_the_directors_hear_of_it_once_an_hour(year: scene.Year) -> None:
    reader = scene.person("reader")
    with time.frozen(scene.READING):
        assert look(year.entries[:9] * 3, by=reader, as_judge=True) == 0
        assert look(year.entries, by=reader, as_judge=True) == 1
        letters = Message.objects.filter(kind="many-opened")
        assert {letter.to for letter in letters} == {year.director.email, year.second.email}
        assert reader.name in letters[0].text


def test_staff_may_open_more_and_every_process_counts_for_all(year: scene.Year) -> None:
    with time.frozen(scene.READING):
        assert look(year.entries[:10], by=year.office, as_judge=False) == 0
        openings._seen.clear()  # another process
        assert look(year.entries[10:], by=year.office, as_judge=False) == 1


def test_a_director_is_not_told_of_the_own_looks(year: scene.Year) -> None:
    with time.frozen(scene.READING):
        assert look(year.entries, by=year.director, as_judge=False) == 1
    assert {letter.to for letter in Message.objects.filter(kind="many-opened")} == {year.second.email}


def test_packs_count_like_pages_and_so_does_a_table_that_is_taken_again(year: scene.Year) -> None:
    with time.frozen(scene.READING + timedelta(hours=1)):
        judge = scene.seat(year, 1)[0]
        scene.give_out(year, load=0, reads=1)
        for reader, address, alarms in (
            (judge.person, reverse("jury:pack"), 1),
            (year.office, reverse("office:judge_pack", args=[judge.public_id]), 2),
            (year.director, reverse("office:reads_export"), 2),
            (year.director, reverse("office:entries_export", args=[year.edition.slug]), 2),
            (year.director, reverse("office:reads_export"), 3),
        ):
            assert browser_of(reader).get(address).status_code == 200
            assert AuditEvent.objects.filter(verb="edition.many_opened").count() == alarms
        scene.fill(year)
        for alarms in (3, 4):
            assert browser_of(year.second).get(reverse("office:ballots_export")).status_code == 200
            assert AuditEvent.objects.filter(verb="edition.many_opened").count() == alarms
    acts = AuditEvent.objects.filter(verb__endswith=".export").order_by("pk").values_list("verb", "facts__entries")
    assert list(acts) == [(f"{of}.export", 20) for of in ("reads", "entries", "reads", "ballots", "ballots")]


def test_no_look_without_a_trace_while_nothing_can_be_written(year: scene.Year) -> None:
    entry, one_more = year.entries[:2]
    with time.frozen(scene.READING + timedelta(hours=2)):
        openings.note_opening(entry, by=year.office)
        with nothing_written():
            openings.note_opening(entry, by=year.office)  # stands on record for this hour
            with pytest.raises(TooBusy):
                openings.note_opening(one_more, by=year.office)
