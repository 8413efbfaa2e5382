"""Looks through an entry for names before judges read it."""

from __future__ import annotations

from baigong.domain.entries.actions.anonymity import note_revelations
from baigong.domain.entries.models import Entry
from baigong.kit.jobs.registry import job


@job()
def look_for_names(entry_id: int) -> int:
    """How many words tell whose it is."""
    fetched = Entry.objects.select_related("edition", "track", "sheet")
    return note_revelations(fetched.prefetch_related("members", "entry_units__unit").get(pk=entry_id))
