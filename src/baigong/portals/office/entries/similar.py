"""Entries like this one, of this year and before, with the passages they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baigong.domain.abilities import Can
from baigong.domain.entries.likeness import likeness, passages, words_of
from baigong.domain.entries.models import Entry, EntryVersion, Sketch
from baigong.domain.entries.queries import submitted_answers
from baigong.kit.http.doors import door
from baigong.portals.office.entries.loading import entry_of

LEAST = 0.15  # two entries of one sheet share its phrases; below this nothing was copied
MOST = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Another entry, how much of the words both have, and the longest stretches."""

    entry: Entry
    share: int
    passages: list[str]


@door(Can.VIEW_ENTRY, of=entry_of)
def similar(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The closest first; a re-entry of the team's own is said to be one."""
    own = Sketch.objects.filter(entry=entry).first()
    found = alike(entry, own, by=request.user) if own else []
    context = {"entry": entry, "found": found, "is_waiting": own is None}
    return render(request, "office/entries/similar.html", context)


def alike(entry: Entry, own: Sketch, *, by: Any) -> list[Alike]:
    """Among all entries this person may see."""
    seen = Entry.objects.unbound_for(by).exclude(pk=entry.pk)
    others = Sketch.objects.filter(entry__in=seen).values_list("entry", "hashes").iterator(chunk_size=500)
    shares = sorted(((likeness(own.hashes, hashes), pk) for pk, hashes in others), reverse=True)[:MOST]
    close = {pk: share for share, pk in shares if share >= LEAST}
    text = words_of(submitted_answers(entry))
    rows = {one.pk: one for one in Entry.objects.filter(pk__in=close).select_related("edition", "track")}
    words = _words(rows)
    return [Alike(rows[pk], round(100 * share), passages(text, words.get(pk, ""))) for pk, share in close.items()]


def _words(rows: dict[int, Entry]) -> dict[int, str]:
    """What each was handed in with, in one question to the database."""
    versions = EntryVersion.objects.filter(entry__in=rows, number__in={one.submitted_version for one in rows.values()})
    return {
        version.entry_id: words_of(version.answers)
        for version in versions
        if version.number == rows[version.entry_id].submitted_version
    }
