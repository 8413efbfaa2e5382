"""Files whose upload was begun before the close and ended after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File

from baigong.domain.entries import queries
from baigong.domain.entries.actions.evidence import attach
from baigong.domain.entries.actions.submission import submit_entry
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.states import EntryState
from baigong.kit import time
from baigong.kit.policy import SYSTEM


def attach_begun(entry: Entry, *, question: str, upload: File[bytes], begun_at: datetime, by: Any) -> Evidence:
    """Attach a file whose upload began at an instant.

    Begun in time and ended within the edition's grace, it counts as if it had arrived whole: what was handed in by then
    is handed in again with it, and a receipt says so.
    """
    if not _is_late_but_begun_in_time(entry, begun_at):
        return attach(entry, question=question, upload=upload, by=by)
    is_handed_in = entry.state == EntryState.SUBMITTED and entry.submitted_version == entry.version
    with time.arriving(max(begun_at, entry.submitted_at or begun_at)):
        evidence = attach(entry, question=question, upload=upload, by=by)
        if is_handed_in:
            submit_entry(entry, by=SYSTEM)
    return evidence


def _is_late_but_begun_in_time(entry: Entry, begun_at: datetime) -> bool:
    closes = queries.closes_at(entry)
    return closes is not None and begun_at < closes <= time.arrival() <= closes + queries.grace_of(entry)
