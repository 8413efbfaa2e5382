"""What a meeting has to talk about: the places that are not certain, what judges flagged, the prizes it gives."""

from __future__ import annotations

from dataclasses import dataclass

from baigong.domain.editions.models import Track
from baigong.domain.judging.models import Ballot
from baigong.domain.judging.queries.rounds import counting_rounds
from baigong.domain.selection.models import Placement, Selection
from baigong.domain.selection.queries.places import given_by_meeting
from baigong.domain.selection.states import ItemKind


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to talk about, by row numbers."""

    kind: str
    entry: int | None = None
    prize: int | None = None
    track: int | None = None


def agenda_of(selection: Selection) -> list[Point]:
    """The points in the order they are taken: places by rank, then flags, then prizes."""
    lines = Placement.objects.filter(selection=selection).order_by("rank", "entry__public_id")
    places = [Point(ItemKind.PLACE, entry=entry) for entry in lines.filter(zone="open").values_list("entry", flat=True)]
    flagged = _flagged(selection) - {point.entry for point in places}
    flags = [Point(ItemKind.FLAG, entry=entry) for entry in lines.values_list("entry", flat=True) if entry in flagged]
    return places + flags + _prizes(selection)


def _flagged(selection: Selection) -> set[int | None]:
    sheets = Ballot.objects.filter(
        assignment__round__in=counting_rounds(selection.round), assignment__released_at=None
    ).exclude(flags=[])
    return set(sheets.values_list("assignment__entry", flat=True))


def _prizes(selection: Selection) -> list[Point]:
    tracks = list(Track.objects.filter(edition=selection.edition_id, is_retired=False).values_list("pk", flat=True))
    return [
        Point(ItemKind.PRIZE, prize=prize.pk, track=track)
        for prize in given_by_meeting(selection.edition_id)
        for track in (tracks if prize.per_track else [None])
    ]


def options_of(selection: Selection, *, prize_within: str, track: int | None, most: int = 12) -> list[Placement]:
    """Who could win a prize of the meeting: the best of those inside the prize around it."""
    lines = Placement.objects.filter(selection=selection).exclude(rank=None)
    if track is not None:
        lines = lines.filter(entry__track=track)
    found = lines.select_related("entry").order_by("rank")
    return [line for line in found if not prize_within or prize_within in line.prizes][:most]
