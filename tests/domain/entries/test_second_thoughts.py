"""A team may think twice: a withdrawal is undone, another track is agreed to; nobody else decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import (
    accept_entry,
    answer_track,
    propose_track,
    return_entry,
    start_entry,
    submit_entry,
    take_track_back,
    undo_withdrawal,
    withdraw_entry,
)
from baigong.domain.entries.models import Entry, Receipt, TrackMove
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.audit.chain import verify
from baigong.kit.errors import BadInput, Refused
from baigong.kit.moves import perform
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM, NotAllowed


@pytest.fixture
def other(edition: Edition) -> Track:
    return edition.tracks.get(key="course")


@pytest.fixture
def proposed(submitted: Entry, other: Track, officer: Person) -> TrackMove:
    return propose_track(submitted, track=other, reason="內容以課程設計為主", by=officer)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "eligible"])
def test_a_withdrawal_is_undone_to_where_it_was(
    state: str, entry: Entry, fill: Callable[..., Entry], lead: Person, officer: Person, request: pytest.FixtureRequest
) -> None:
    if state != "draft":
        entry = request.getfixturevalue("submitted")
    if state == "returned":
        return_entry(entry, reason="請補", due_at=time.now() + timedelta(days=3), by=officer)
    if state == "eligible":
        accept_entry(entry, by=officer)
    withdraw_entry(entry, by=lead)
    entry.refresh_from_db()
    with time.frozen(time.now() + timedelta(hours=71)):
        assert undo_withdrawal(entry, by=lead).state == state
    assert Message.objects.filter(kind="withdrawal-undone").count() == 1
    assert verify() == ""


def test_after_three_days_it_stays_withdrawn(submitted: Entry, lead: Person) -> None:
    withdraw_entry(submitted, by=lead)
    submitted.refresh_from_db()
    with time.frozen(time.now() + timedelta(hours=73)), pytest.raises(Refused, match="72"):
        undo_withdrawal(submitted, by=lead)


def test_nothing_comes_back_when_the_judges_are_done(
    submitted: Entry, lead: Person, officer: Person, edition: Edition, track: Track, fill: Callable[..., Entry]
) -> None:
    accept_entry(submitted, by=officer)
    withdraw_entry(submitted, by=lead)
    submitted.refresh_from_db()
    undo_withdrawal(submitted, by=lead)
    withdraw_entry(submitted, by=lead)
    submitted.refresh_from_db()
    other = fill(start_entry(edition, track=track, by=lead, title="第二件"))
    submit_entry(other, by=lead)
    accept_entry(other, by=officer)
    perform(other, "close_reading", by=SYSTEM)
    with pytest.raises(Refused):
        undo_withdrawal(submitted, by=lead)


def test_only_the_lead_undoes(submitted: Entry, lead: Person, stranger: Person, officer: Person) -> None:
    withdraw_entry(submitted, by=lead)
    submitted.refresh_from_db()
    for person in (stranger, officer):
        with pytest.raises(NotAllowed):
            undo_withdrawal(submitted, by=person)


def test_the_letter_of_a_withdrawal_says_until_when(submitted: Entry, lead: Person) -> None:
    withdraw_entry(submitted, by=lead)
    assert "4 月 4 日" in Message.objects.get(kind="entry-withdrawn").text


def test_the_team_agrees_to_another_track(
    proposed: TrackMove, submitted: Entry, receipt: Receipt, other: Track, lead: Person
) -> None:
    assert "內容以課程設計為主" in Message.objects.get(kind="track-proposed").text
    before = submitted.track
    submitted.refresh_from_db()
    assert submitted.track == before
    answer_track(proposed, accept=True, by=lead)
    submitted.refresh_from_db()
    assert submitted.track == other
    assert receipt.payload["track"] == before.key
    assert str(other.name) in Message.objects.get(kind="track-answered").text
    with pytest.raises(Refused):
        answer_track(proposed, accept=False, by=lead)


def test_the_team_declines(proposed: TrackMove, submitted: Entry, other: Track, lead: Person) -> None:
    before = submitted.track
    answer_track(proposed, accept=False, by=lead)
    submitted.refresh_from_db()
    assert submitted.track == before


def test_the_office_takes_its_question_back_and_may_ask_again(
    proposed: TrackMove, submitted: Entry, other: Track, officer: Person, lead: Person
) -> None:
    with pytest.raises(Refused):
        propose_track(submitted, track=other, reason="再問", by=officer)
    take_track_back(proposed, by=officer)
    with pytest.raises(Refused):
        answer_track(proposed, accept=True, by=lead)
    assert propose_track(submitted, track=other, reason="再問", by=officer).state == "waiting"


def test_nobody_answers_for_the_team(proposed: TrackMove, officer: Person, stranger: Person) -> None:
    for person in (officer, stranger):
        with pytest.raises(NotAllowed):
            answer_track(proposed, accept=True, by=person)


def test_a_question_needs_another_track_and_a_reason(
    submitted: Entry, track: Track, other: Track, officer: Person, lead: Person
) -> None:
    with pytest.raises(BadInput) as bad:
        propose_track(submitted, track=track, reason=" ", by=officer)
    assert set(bad.value.faults) == {"track", "reason"}
    with pytest.raises(NotAllowed):
        propose_track(submitted, track=other, reason="我想換", by=lead)


def test_what_the_judges_have_does_not_move(
    proposed: TrackMove, submitted: Entry, officer: Person, lead: Person
) -> None:
    accept_entry(submitted, by=officer)
    proposed.refresh_from_db()
    with pytest.raises(Refused):
        answer_track(TrackMove.objects.get(), accept=True, by=lead)
