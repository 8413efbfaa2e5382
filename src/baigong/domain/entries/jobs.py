"""Looks through entries: for names before judges read, for others like them."""

from __future__ import annotations

from datetime import timedelta

from baigong.domain.entries.actions.anonymity import note_revelations
from baigong.domain.entries.actions.sketches import sketch_new
from baigong.domain.entries.models import Entry
from baigong.kit.jobs.registry import every, job


@job()
def look_for_names(entry_id: int) -> int:
    """How many words tell whose it is."""
    fetched = Entry.objects.select_related("edition", "track", "sheet")
    return note_revelations(fetched.prefetch_related("members", "entry_units__unit").get(pk=entry_id))


@job()
def draw_sketches() -> int:
    """Away from the rush: what was handed in lately can be compared some minutes later."""
    return sketch_new()


every(timedelta(minutes=5), draw_sketches)
