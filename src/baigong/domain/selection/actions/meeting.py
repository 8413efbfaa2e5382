"""Calls the meeting over a list, opens it, seats people, and seals what it decided."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.models import Attendance, Item, Meeting, Selection
from baigong.domain.selection.queries.agenda import agenda_of
from baigong.domain.selection.queries.minutes import minutes_of
from baigong.domain.selection.states import ItemState, MeetingState, SelectionState
from baigong.kit import audit, text, time
from baigong.kit.errors import Refused
from baigong.kit.moves import perform, perform_many
from baigong.kit.policy import require


@transaction.atomic
def call_meeting(selection: Selection, *, by: Any) -> Meeting:
    """Set the agenda from the list: what is not certain, what was flagged, what only the meeting gives."""
    require(by, Can.LEAD_MEETING, selection)
    locked = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    if locked.state != SelectionState.COMPUTED or Meeting.objects.filter(selection=locked).exists():
        raise Refused(_("A meeting is called over a list that is computed and not proposed yet, once."))
    meeting = Meeting.objects.create(selection=locked, edition_id=locked.edition_id, called_at=time.now())
    points = agenda_of(locked)
    Item.objects.bulk_create(
        [
            Item(
                meeting=meeting,
                order=order,
                kind=point.kind,
                entry_id=point.entry,
                prize_id=point.prize,
                track_id=point.track,
            )
            for order, point in enumerate(points, 1)
        ],
        batch_size=500,
    )
    audit.record("meeting.call", meeting, by=by, selection=locked.public_id, points=len(points))
    return meeting


@transaction.atomic
def join_meeting(meeting: Meeting, *, by: Any) -> Attendance:
    """Take a seat, or come back."""
    require(by, Can.ATTEND_MEETING, meeting)
    if meeting.state == MeetingState.CLOSED:
        raise Refused(_("The meeting has ended."))
    seat, is_new = Attendance.objects.get_or_create(meeting=meeting, person=by, defaults={"came_at": time.now()})
    if not is_new and seat.left_at is not None:
        seat.left_at = None
        seat.save(update_fields=["left_at"])
    audit.record("meeting.join", meeting, by=by)
    return seat


@transaction.atomic
def leave_meeting(meeting: Meeting, *, by: Any) -> None:
    """Go; whoever has gone has no vote."""
    require(by, Can.ATTEND_MEETING, meeting)
    Attendance.objects.filter(meeting=meeting, person=by, left_at=None).update(left_at=time.now())
    audit.record("meeting.leave", meeting, by=by)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """Begin, once enough people with a vote are there."""
    opened: Meeting = perform(meeting, "open", by=by)
    opened.opened_at = time.now()
    opened.save(update_fields=["opened_at"])
    return opened


@transaction.atomic
def keep_the_rest(meeting: Meeting, *, reason: str, by: Any) -> int:
    """Nobody objects: what is left on the agenda stays as the list proposes it; returns how many points."""
    require(by, Can.LEAD_MEETING, meeting)
    rest = Item.objects.filter(meeting=meeting, state=ItemState.WAITING, entry__isnull=False).select_related("meeting")
    said = reason.strip() or _("No objection: as proposed.")
    keys = list(rest.values_list("pk", flat=True))
    count = perform_many(rest, "keep", by=by, reason=said)
    Item.objects.filter(pk__in=keys).update(outcome={"reason": said}, decided_at=time.now())
    return count


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """End it: the minutes are sealed, and their digest is part of the digest that two people approve."""
    closed: Meeting = perform(meeting, "close", by=by)
    closed.closed_at = time.now()
    closed.minutes = minutes_of(closed)
    closed.digest = text.digest(closed.minutes)
    closed.save(update_fields=["closed_at", "minutes", "digest"])
    audit.record("meeting.seal", closed, by=by, digest=closed.digest)
    return closed


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, reason: str, by: Any) -> Meeting:
    """Go on after the end, as long as the list is not proposed; the minutes are sealed anew."""
    selection = Selection.objects.select_for_update(of=("self",)).get(pk=meeting.selection_id)
    if selection.state != SelectionState.COMPUTED:
        raise Refused(_("This list is frozen. Take it back before you change it."))
    reopened: Meeting = perform(meeting, "reopen", by=by, reason=reason)
    reopened.digest = ""
    reopened.save(update_fields=["digest"])
    return reopened
