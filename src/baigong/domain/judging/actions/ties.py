"""Writes down who is bound to which entry: declared by the judge, or found in what is known."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition, EditionVersion
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.entries.states import TieState
from baigong.domain.judging.events import TieFound
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.queries.oath import conflict_kinds
from baigong.domain.judging.queries.ties import found_bonds
from baigong.kit import audit, time
from baigong.kit.events import emit
from baigong.kit.policy import require


@transaction.atomic
def declare_conflict(read: Assignment, *, reason: str, by: Any, kind: str = "other") -> int:
    """Step aside from one entry, or from its whole track where the kind of bond asks for that.

    The reads are taken back at once and the entries are gone from every page of this person; returns how many reads.
    """
    require(by, Can.DECLARE_CONFLICT, read)
    require(by, Can.READ_ENTRY, read)
    entries = _within_reach(read, kind=kind)
    at = time.now()
    ties = [
        Tie(entry_id=pk, person=by, kind=kind, reason=reason[:300], state=TieState.DECLARED, found_at=at)
        for pk in entries
    ]
    Tie.objects.bulk_create(ties, ignore_conflicts=True, batch_size=500)
    audit.record("conflict.declare", read.entry, by=by, kind=kind, entries=len(entries))
    return _take_back(by, entries=entries)


def _within_reach(read: Assignment, *, kind: str) -> list[int]:
    version = EditionVersion.objects.filter(edition=read.entry.edition_id).first()
    scopes = {row["key"]: row.get("scope", "entry") for row in conflict_kinds(version.document if version else {})}
    if scopes.get(kind) != "track":
        return [read.entry_id]
    return list(Entry.objects.handed_in().filter(track=read.entry.track_id).values_list("pk", flat=True))


def _take_back(person: Any, *, entries: list[int]) -> int:
    reads = Assignment.objects.standing().filter(judge__person=person, entry__in=entries)
    return reads.update(released_at=time.now())


@transaction.atomic
def find_conflicts(edition: Edition, *, by: Any) -> int:
    """Compare judges and staff with every entry; what comes up keeps them apart until a human has looked."""
    require(by, Can.ASSIGN_READS, edition)
    bonds = found_bonds(edition)
    at = time.now()
    fresh = [
        Tie(
            entry_id=bond.entry,
            person_id=bond.person,
            kind=bond.kind,
            reason=bond.reason,
            state=TieState.FOUND,
            found_at=at,
        )
        for bond in bonds
    ]
    Tie.objects.bulk_create(fresh, batch_size=500)
    if bonds:
        audit.record("conflict.find", edition, by=by, found=len(bonds))
    for tie in fresh:
        _tell(tie, edition)
    return len(bonds)


def _tell(tie: Tie, edition: Edition) -> None:
    Assignment.objects.standing().filter(entry=tie.entry_id, judge__person=tie.person_id).update(released_at=time.now())
    emit(TieFound(tie_id=tie.pk, edition_id=edition.pk))
