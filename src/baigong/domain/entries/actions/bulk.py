"""Many entries at once, for worlds and rehearsals: rules, log and events of the single verbs, fewer statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries import queries
from baigong.domain.entries.actions import drafts, submission
from baigong.domain.entries.events import EntryStarted
from baigong.domain.entries.models import EligibilityRuling, Entry, EntryUnit, EntryVersion, Member, Receipt
from baigong.domain.entries.states import EntryState, MemberRole
from baigong.domain.sheets.models import Sheet
from baigong.domain.sheets.queries import current_sheet
from baigong.domain.units.models import Unit
from baigong.kit import audit, policy, time
from baigong.kit.events import emit
from baigong.kit.moves import Act, perform_each, perform_many
from baigong.kit.text import clean, clean_line

BATCH = 500


@dataclass(frozen=True, slots=True)
class Start:
    """What one lead begins with: everything that `start_entry` and one `save_draft` take."""

    by: Any
    track: Track
    answers: Mapping[str, Any]
    team: str = ""
    units: list[Unit] = field(default_factory=list)


@transaction.atomic
def start_many(edition: Edition, starts: Iterable[Start]) -> list[Entry]:
    """Begin many entries, each by its own lead, with the first version of its answers."""
    starts = list(starts)
    led = _led(edition, [start.by.pk for start in starts])
    for start in starts:
        policy.require(start.by, Can.CREATE_ENTRY, edition)
        drafts.may_start(edition, track=start.track, led=led[start.by.pk])
        led[start.by.pk] += 1
    sheet = current_sheet(edition)
    made = [_made(edition, sheet, start) for start in starts]
    entries = Entry.objects.bulk_create([entry for entry, _lead in made], batch_size=BATCH)
    Member.objects.bulk_create([lead for _entry, lead in made], batch_size=BATCH)
    _units(entries, starts)
    _versions(entries, starts)
    acts = [
        ("entry.start", entry, {"track": start.track.key}, start.by)
        for entry, start in zip(entries, starts, strict=True)
    ]
    audit.record_each(acts)
    for entry in entries:
        emit(EntryStarted(entry_id=entry.pk, edition_id=edition.pk))
    return entries


def _led(edition: Edition, people: list[int]) -> Counter[int]:
    """How many entries each leads already."""
    mine = Entry.objects.filter(edition=edition, members__person__in=people, members__role=MemberRole.LEAD)
    return Counter(mine.exclude(state=EntryState.WITHDRAWN).values_list("members__person", flat=True))


def _made(edition: Edition, sheet: Sheet, start: Start) -> tuple[Entry, Member]:
    """An entry and its lead, ids drawn in the order of the single verb."""
    at = time.now()
    entry = Entry(
        edition=edition,
        track=start.track,
        sheet=sheet,
        team=clean_line(start.team)[:200],
        created_at=at,
        changed_at=at,
    )
    return entry, Member(entry=entry, person=start.by, **drafts.lead_fields(start.by))


def _units(entries: list[Entry], starts: list[Start]) -> None:
    rows = [
        EntryUnit(entry=entry, unit=unit, order=place)
        for entry, start in zip(entries, starts, strict=True)
        for place, unit in enumerate(start.units)
    ]
    EntryUnit.objects.bulk_create(rows, batch_size=BATCH)


def _versions(entries: list[Entry], starts: list[Start]) -> None:
    """The first save of every entry."""
    rows = []
    for entry, start in zip(entries, starts, strict=True):
        answers = drafts.tidied(entry, start.answers)
        kept = {"answers": answers, "digest": drafts.sealed(answers)}
        for name, value in queries.shown_fields(answers).items():
            setattr(entry, name, value)
        entry.version = 1
        rows.append(EntryVersion(entry=entry, number=1, saved_at=entry.changed_at, saved_by=start.by, **kept))
    Entry.objects.bulk_update(entries, ["title", "title_en", "education", "version"], batch_size=BATCH)
    EntryVersion.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def submit_many(handed: Iterable[tuple[Entry, Any]]) -> list[Receipt]:
    """Hand in many (entry, lead) for the first time; whatever was handed in before goes by `submit_entry`."""
    leads = {entry.pk: by for entry, by in handed}
    known = set(Receipt.objects.values_list("entry_id", flat=True)) & set(leads)
    again = Entry.objects.filter(pk__in=known).select_related("edition")
    receipts = [submission.submit_entry(entry, by=leads[entry.pk]) for entry in again.order_by("pk")]
    new = [pk for pk in leads if pk not in known]
    return receipts + [receipt for part in batched(new, BATCH) for receipt in _receive(part, leads)]


def batched(rows: list[int], size: int) -> Iterator[list[int]]:
    """Parts of a list that one statement can name."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _receive(wanted: list[int], leads: Mapping[int, Any]) -> list[Receipt]:
    locked = _locked(wanted)
    fresh = [submission.sealed(entry) for entry in locked]
    Receipt.objects.bulk_create(fresh)
    Entry.objects.bulk_update(locked, ["submitted_version", "submitted_at"])
    perform_each([Act(one.entry, leads[one.entry_id], submission.facts_of(one)) for one in fresh], "submit")
    return fresh


def _locked(wanted: list[int]) -> list[Entry]:
    """The rows with all that the conditions of the move read; the edition is one for all."""
    rows = Entry.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    parts = ("members", "entry_units__unit", "corrections")
    found = list(rows.select_related("edition", "track", "sheet").prefetch_related(*parts))
    editions = {entry.edition_id: entry.edition for entry in found}
    sheets = {entry.sheet_id: entry.sheet for entry in found}
    for entry in found:
        entry.edition, entry.sheet = editions[entry.edition_id], sheets[entry.sheet_id]
    return found


@transaction.atomic
def accept_many(entries: QuerySet[Entry], *, by: Any, reason: str = "") -> int:
    """Find many eligible; returns how many."""
    fixed = {"is_eligible": True, "reason": clean(reason), "ruled_at": time.now(), "ruled_by": by if by.pk else None}
    chosen = list(entries.order_by("pk").values_list("pk", flat=True))
    rulings = [EligibilityRuling(entry_id=pk, **fixed) for pk in chosen]
    EligibilityRuling.objects.bulk_create(rulings, batch_size=BATCH)
    parts = (Entry.objects.filter(pk__in=part) for part in batched(chosen, BATCH))
    return sum(perform_many(part, "accept", by=by, reason=clean(reason)) for part in parts)
