"""The minutes of a meeting as plain data: who was there, what was decided about what, by which votes and why."""

from __future__ import annotations

from typing import Any

from baigong.domain.people.models import Person
from baigong.domain.selection.models import Item, Meeting, Placement
from baigong.domain.selection.queries.seats import bound_to, electors, quorum_of


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    """Everything that the minutes say, in the order of the agenda."""
    seats = list(meeting.attendances.select_related("person").order_by("came_at", "pk"))
    able = electors(meeting.edition_id)
    items = meeting.items.select_related("entry", "prize", "track", "meeting").order_by("order")
    names = dict(
        Placement.objects.filter(selection=meeting.selection_id).values_list("entry__public_id", "entry__title")
    )
    prizes = dict(Placement.objects.filter(selection=meeting.selection_id).values_list("entry", "prizes"))
    here = {seat.person_id: str(seat.person) for seat in seats}
    return {
        "opened": meeting.opened_at.isoformat() if meeting.opened_at else "",
        "closed": meeting.closed_at.isoformat() if meeting.closed_at else "",
        "present": list(here.values()),
        "absent": sorted(str(person) for person in Person.objects.filter(pk__in=able - set(here))),
        "quorum": quorum_of(meeting)[0],
        "items": [_item(item, here, names, prizes) for item in items],
    }


def _item(item: Item, here: dict[int, str], names: dict[str, str], prizes: dict[int, list[str]]) -> dict[str, Any]:
    stays = prizes.get(item.entry_id or 0, [])
    return {
        "kind": item.kind,
        "entry": item.entry.public_id if item.entry else "",
        "title": item.entry.title if item.entry else "",
        "prize": item.prize.key if item.prize else "",
        "track": item.track.key if item.track else "",
        "before": item.outcome.get("before", stays),
        "after": item.outcome.get("after", stays),
        "names": {key: names[key] for key in item.outcome.get("after", ()) if key in names},
        "reason": item.outcome.get("reason", ""),
        "notes": item.notes,
        "is_secret": item.is_secret,
        "tally": item.tally,
        "stepped_out": sorted(here[person] for person in bound_to(item) & set(here)),
    }
