"""Who has a vote in a meeting, who of them is there, and how many are needed."""

from __future__ import annotations

import math
from datetime import timedelta

from django.db.models.functions import Coalesce

from baigong.domain.editions.models import EditionVersion, Role
from baigong.domain.entries.models import Entry, Member, Tie
from baigong.domain.entries.states import MemberState
from baigong.domain.judging.models import Judge
from baigong.domain.judging.states import JudgeState
from baigong.domain.selection.models import Attendance, Item, Meeting


def electors(edition: int) -> set[int]:
    """Everybody with a vote in a year: the judges who are sworn in, and the chair."""
    sworn = Judge.objects.filter(edition=edition, state=JudgeState.SWORN).exclude(person=None)
    chairs = Role.objects.filter(edition=edition, kind=Role.Kind.CHAIR)
    return {*sworn.values_list("person", flat=True), *chairs.values_list("person", flat=True)}


def present(meeting: Meeting) -> set[int]:
    """Everybody in the room."""
    return set(Attendance.objects.filter(meeting=meeting, left_at=None).values_list("person", flat=True))


def bound_to(item: Item) -> set[int]:
    """Everybody who steps out for a point."""
    field = Entry.objects.filter(pk=item.entry_id) if item.entry_id else Entry.objects.filter(edition=item.edition_id)
    if item.track_id:
        field = field.filter(track=item.track_id)
    tied = Tie.objects.standing().filter(entry__in=field).values_list("person", flat=True)
    own = Member.objects.filter(entry__in=field, state=MemberState.ACCEPTED).exclude(person=None)
    return {*tied, *own.values_list("person", flat=True)}


def voters(item: Item) -> set[int]:
    """Who may vote on a point now: in the room, with a vote, and not bound."""
    return (electors(item.meeting.edition_id) & present(item.meeting)) - bound_to(item)


def time_in_meetings(judge: Judge) -> timedelta:
    """How long a judge sat in the meetings of the year that have ended."""
    seats = Attendance.objects.filter(person=judge.person_id, meeting__edition=judge.edition_id)
    until = Coalesce("left_at", "meeting__closed_at")
    known = seats.exclude(meeting__closed_at=None).values_list("came_at", until)
    return sum((max(left - came, timedelta()) for came, left in known), timedelta())


def quorum_of(meeting: Meeting, *, item: Item | None = None) -> tuple[int, int]:
    """(needed, present) of those with a vote; for a point, without those who step out."""
    able = electors(meeting.edition_id) - (bound_to(item) if item else set())
    return enough(meeting.edition_id, len(able)), len(able & present(meeting))


def enough(edition: int, able: int) -> int:
    """How many of those with a vote have to be there."""
    version = EditionVersion.objects.filter(edition=edition).only("document").first()
    share = float((version.document if version else {}).get("jury", {}).get("quorum", 0.5))
    return math.ceil(share * able)
