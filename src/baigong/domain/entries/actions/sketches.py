"""Keeps a sketch of every version that was handed in, so that entries like it are found."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from baigong.domain.entries.likeness import sketch, words_of
from baigong.domain.entries.models import Entry, Sketch
from baigong.domain.entries.queries import submitted_answers

AT_ONCE = 100


@transaction.atomic
def sketch_new() -> int:
    """Sketch what was handed in since; returns how many were."""
    behind = Q(sketch=None) | ~Q(sketch__version=F("submitted_version"))
    waiting = Entry.objects.handed_in().filter(behind, submitted_version__isnull=False).order_by("pk")[:AT_ONCE]
    for entry in waiting:
        drawn = {"version": entry.submitted_version or 0, "hashes": sketch(words_of(submitted_answers(entry)))}
        Sketch.objects.update_or_create(entry=entry, defaults=drawn)
    return len(waiting)
