"""What the keys of a decision record are called in front of the office."""

from __future__ import annotations

from baigong.domain.editions.models import Track
from baigong.domain.selection.models import Placement, Selection
from baigong.domain.selection.queries.pages import prize_names
from fairjury.report import Names


def names_of(selection: Selection) -> Names:
    """Titles of entries and names of prizes; judges stay keys, for nobody needs to know who was severe."""
    titles = Placement.objects.filter(selection=selection).values_list("entry__public_id", "entry__title")
    return Names(entries=dict(titles), prizes=prizes_of(selection))


def prizes_of(selection: Selection) -> dict[str, str]:
    """Prizes by key, those of a track by key and track."""
    names = prize_names(selection.edition_id)
    tracks = [(track.key, str(track.name)) for track in Track.objects.filter(edition=selection.edition_id)]
    by_track = {f"{key}/{track}": f"{name}・{called}" for key, name in names.items() for track, called in tracks}
    return names | by_track
