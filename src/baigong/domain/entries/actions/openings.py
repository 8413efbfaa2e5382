"""Notices when somebody opens unusually many entries within an hour; it tells the directors and stops nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.db import InternalError, OperationalError, transaction
from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.events import ManyOpened
from baigong.domain.entries.models import Entry
from baigong.kit import audit, time
from baigong.kit.errors import TooBusy
from baigong.kit.events import emit

KEPT = 3600  # seconds
STEP = 10  # entries that a process counts by itself before it tells the others: a page costs no write

_seen: dict[str, dict[str, set[str]]] = {}  # by hour, by person


def note_opening(entry: Entry, *, by: Any, as_judge: bool = False) -> None:
    """Somebody looks at an entry or takes a file of it; beyond what the edition expects, the directors hear of it.

    The first look of staff in an hour stands on record: what a stolen account has read is asked of the log. A judge's
    are the reads that were given out, and those are on record already. While nothing can be written staff see none:
    a look that leaves no trace would be worth filling a disk for.
    """
    if not as_judge and entry.public_id not in _seen.get(_hour(), {}).get(by.public_id, ()):
        _put_on_record(entry, by=by)
    _note(lambda: entry.edition, [entry.public_id], by=by, as_judge=as_judge)


def _put_on_record(entry: Entry, *, by: Any) -> None:
    try:
        with transaction.atomic():
            audit.record("entry.open", entry, by=by)
    except (OperationalError, InternalError) as error:
        raise TooBusy(
            _(
                "An entry is shown to the office only while the log can note who looked, and just now nothing can be"
                " written. What is saved is safe; try again soon, and tell whoever runs the server if it lasts."
            )
        ) from error


def note_openings(edition: Edition, entries: Iterable[str], *, by: Any, as_judge: bool = False) -> None:
    """All these entries go out to somebody at once, on paper or sealed onto a device."""
    _note(lambda: edition, entries, by=by, as_judge=as_judge)


def note_export(edition: Edition, entries: Iterable[str], *, of: str, by: Any, **facts: Any) -> None:
    """A table of many entries goes out: one act, on record. Another of its kind in the same hour counts like openings.

    Whoever takes the whole list has no need to take it in slices.
    """
    taken = set(entries)
    audit.record(f"{of}.export", edition, by=by, entries=len(taken), **facts)
    if not cache.add(f"exported:{_hour()}:{by.public_id}:{of}", 1, KEPT):
        note_openings(edition, taken, by=by)


def _note(edition_of: Callable[[], Edition], entries: Iterable[str], *, by: Any, as_judge: bool) -> None:
    """One hour from beginning to end, though the next may begin meanwhile; the edition is asked for only when told."""
    hour = _hour()
    if mine := _newly_many(entries, hour=hour, by=by):
        _tell_others(edition_of(), mine, key=f"opened:{hour}:{by.public_id}", by=by, as_judge=as_judge)


def _hour() -> str:
    return f"{time.now():%Y%m%d%H}"


def _newly_many(entries: Iterable[str], *, hour: str, by: Any) -> set[str]:
    """All that the person has opened in this hour, where it is time to tell the other processes; else none."""
    if hour not in _seen:
        _seen.clear()
    mine = _seen.setdefault(hour, {}).setdefault(by.public_id, set())
    before = len(mine)
    mine.update(entries)
    return mine if len(mine) // STEP > before // STEP else set()


def _tell_others(edition: Edition, mine: set[str], *, key: str, by: Any, as_judge: bool) -> None:
    known = mine | set(cache.get(key) or ())
    cache.set(key, sorted(known), KEPT)
    limits = document_of(edition).limits
    most = limits.judge_opens if as_judge else limits.staff_opens
    if len(known) >= most and cache.add(f"{key}:told", 1, KEPT):
        _tell_directors(edition, len(known), most=most, by=by)


@transaction.atomic
def _tell_directors(edition: Edition, count: int, *, most: int, by: Any) -> None:
    audit.record("edition.many_opened", edition, by=by, entries=count, limit=most)
    emit(ManyOpened(person_id=by.pk, edition_id=edition.pk, entries=count))
