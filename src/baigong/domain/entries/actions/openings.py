"""Notices when somebody opens unusually many entries within an hour; it tells the directors and stops nobody."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import transaction

from baigong.domain.entries.events import ManyOpened
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import limits_of
from baigong.kit import audit, time
from baigong.kit.events import emit

KEPT = 3600  # seconds
STEP = 10  # entries that a process counts by itself before it tells the others: a page costs no write

_seen: dict[str, dict[str, set[str]]] = {}  # by hour, by person


def note_opening(entry: Entry, *, by: Any, as_judge: bool = False) -> None:
    """Somebody looks at an entry or takes a file of it; beyond what the edition expects, the directors hear of it."""
    hour = f"{time.now():%Y%m%d%H}"
    if hour not in _seen:
        _seen.clear()
    mine = _seen.setdefault(hour, {}).setdefault(by.public_id, set())
    if entry.public_id in mine:
        return
    mine.add(entry.public_id)
    if len(mine) % STEP == 0:
        _tell_others(entry, mine, key=f"opened:{hour}:{by.public_id}", by=by, as_judge=as_judge)


def _tell_others(entry: Entry, mine: set[str], *, key: str, by: Any, as_judge: bool) -> None:
    known = mine | set(cache.get(key) or ())
    cache.set(key, sorted(known), KEPT)
    limits = limits_of(entry)
    most = limits.judge_opens if as_judge else limits.staff_opens
    if len(known) >= most and cache.add(f"{key}:told", 1, KEPT):
        _tell_directors(entry, len(known), most=most, by=by)


@transaction.atomic
def _tell_directors(entry: Entry, count: int, *, most: int, by: Any) -> None:
    audit.record("edition.many_opened", entry.edition, by=by, entries=count, limit=most)
    emit(ManyOpened(person_id=by.pk, edition_id=entry.edition_id, entries=count))
