"""Nobody loses a word: every save is a version, and a late save changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import restore_version, save_draft, start_entry, withdraw_entry
from baigong.domain.entries.models import Entry, EntryVersion
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused, Stale
from tests.support.call import CLOSING


def test_starting_makes_the_person_lead(entry: Entry, lead: Person) -> None:
    member = entry.members.get()
    assert (member.person, member.role, member.state, member.name) == (lead, "lead", "accepted", "林示範")
    assert (entry.title, entry.state, entry.version) == ("機台旁的實習課", "draft", 1)


@pytest.mark.parametrize("instant", ["2026-02-11 23:59", "2026-05-04 00:00"])
def test_outside_the_call_nothing_starts(edition: Edition, track: Track, lead: Person, instant: str) -> None:
    with time.frozen(datetime.fromisoformat(f"{instant}:00+08:00")), pytest.raises(Refused):
        start_entry(edition, track=track, by=lead)
    assert not Entry.objects.exists()


def test_every_save_is_a_version(entry: Entry, lead: Person) -> None:
    for number, text in enumerate(["一", "一二", "一二三"], start=2):
        saved = save_draft(entry, answers={"problem": text}, version=entry.version, by=lead)
        assert saved.number == number
    assert [v.answers.get("problem") for v in entry.versions.order_by("number")] == [None, "一", "一二", "一二三"]
    assert entry.versions.get(number=4).answers["title"] == "機台旁的實習課"


def test_the_same_again_is_no_new_version(entry: Entry, lead: Person) -> None:
    first = save_draft(entry, answers={"problem": "一"}, version=1, by=lead)
    assert save_draft(entry, answers={"problem": "一"}, version=2, by=lead) == first
    assert entry.versions.count() == 2


def test_a_stale_save_changes_nothing_and_returns_both_texts(entry: Entry, lead: Person) -> None:
    other = Entry.objects.get(pk=entry.pk)
    save_draft(entry, answers={"problem": "甲寫的", "for_whom": "甲"}, version=1, by=lead)
    with pytest.raises(Stale) as refused:
        save_draft(other, answers={"problem": "乙寫的", "went_wrong": "乙"}, version=1, by=lead)
    facts = refused.value.facts
    assert (facts["version"], facts["theirs"], facts["yours"]) == (2, {"problem": "甲寫的"}, {"problem": "乙寫的"})
    assert facts["saved_by"] == "林示範"
    assert answers_of(entry) == {"title": "機台旁的實習課", "problem": "甲寫的", "for_whom": "甲"}
    assert EntryVersion.objects.filter(entry=entry).count() == 2


def test_another_answer_of_the_same_moment_is_no_conflict_of_texts(entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "甲"}, version=1, by=lead)
    with pytest.raises(Stale) as refused:
        save_draft(Entry.objects.get(pk=entry.pk), answers={"for_whom": "乙"}, version=1, by=lead)
    assert refused.value.facts["theirs"] == {}


def test_an_unknown_question_is_named(entry: Entry, lead: Person) -> None:
    with pytest.raises(BadInput, match="nonsense"):
        save_draft(entry, answers={"nonsense": "x"}, version=1, by=lead)


def test_strangers_write_nothing(entry: Entry, stranger: Person) -> None:
    with pytest.raises(NotAllowed):
        save_draft(entry, answers={"problem": "x"}, version=1, by=stranger)


def test_a_title_of_any_length_is_kept(entry: Entry, lead: Person) -> None:
    long = "技" * 400
    save_draft(entry, answers={"title": long}, version=1, by=lead)
    assert answers_of(entry)["title"] == long
    assert entry.title == long[:300]


def test_a_draft_may_be_written_on_after_the_deadline(entry: Entry, lead: Person) -> None:
    with time.frozen(CLOSING):
        assert save_draft(entry, answers={"problem": "晚了"}, version=1, by=lead).number == 2


def test_what_is_submitted_stands_still_after_the_deadline(submitted: Entry, lead: Person) -> None:
    with time.frozen(CLOSING), pytest.raises(Refused):
        save_draft(submitted, answers={"problem": "晚了"}, version=submitted.version, by=lead)


def test_writing_on_keeps_what_was_submitted(submitted: Entry, lead: Person) -> None:
    before = submitted.submitted_version
    save_draft(submitted, answers={"problem": "再改"}, version=submitted.version, by=lead)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.submitted_version, submitted.version) == ("submitted", before, before + 1)


def test_nothing_is_written_on_a_withdrawn_entry(entry: Entry, lead: Person) -> None:
    withdraw_entry(entry, by=lead)
    with pytest.raises(Refused):
        save_draft(entry, answers={"problem": "x"}, version=1, by=lead)


def test_an_earlier_version_comes_back_as_the_newest(entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "好的"}, version=1, by=lead)
    save_draft(entry, answers={"problem": "壞的", "for_whom": "某人"}, version=2, by=lead)
    restored = restore_version(entry, number=2, version=3, by=lead)
    assert restored.number == 4
    assert (restored.answers["problem"], restored.answers["for_whom"]) == ("好的", None)


def test_a_save_costs_six_queries(entry: Entry, lead: Person, django_assert_num_queries: Callable[..., object]) -> None:
    fresh = Entry.objects.select_related("sheet", "edition").get(pk=entry.pk)
    with django_assert_num_queries(6):
        save_draft(fresh, answers={"problem": "一"}, version=1, by=lead)
