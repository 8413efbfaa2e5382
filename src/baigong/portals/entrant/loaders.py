"""Fetches what an address names, for members of its team only."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from baigong.domain.entries.models import Correction, Entry, EntryUnit, Evidence, Member, Receipt
from baigong.domain.entries.queries import answers_of, shown_fields
from baigong.kit.prepared import Prepared

BESIDE = ("edition", "track", "sheet", "solution")


def _own(person: int, public_id: str) -> QuerySet[Entry]:
    return Entry.objects.of_member(person).defer("sheet__questions").filter(public_id=public_id)


_bare = Prepared(lambda person, public_id: _own(person, public_id).select_related("sheet"))
_whole = Prepared(lambda person, public_id: _own(person, public_id).select_related(*BESIDE))
_parts: dict[str, Prepared[Any]] = {
    "members": Prepared(lambda entry: Member.objects.filter(entry=entry).select_related("person")),
    "entry_units": Prepared(lambda entry: EntryUnit.objects.filter(entry=entry).select_related("unit")),
    "corrections": Prepared(lambda entry: Correction.objects.filter(entry=entry)),
}
_receipts = Prepared(
    lambda person, public_id, receipt: Receipt.objects.filter(
        entry__in=Entry.objects.of_member(person), entry__public_id=public_id, public_id=receipt
    ).select_related("entry__edition", "entry__track")
)


def entry_of(request: HttpRequest, public_id: str, **_rest: str) -> Entry:
    """An entry of the person's own team; for a page with everything it asks for, for an act nearly bare."""
    is_page = request.method in {"GET", "HEAD"}
    found = (_whole if is_page else _bare).first(request.user.pk, public_id)
    if found is None:
        raise Http404
    return as_written(_with_parts(found) if is_page else found)


def _with_parts(entry: Entry) -> Entry:
    """As if its parts had been prefetched."""
    known: dict[str, Any] = entry.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, ask in _parts.items():
        rows: Any = getattr(entry, name).all()
        rows._result_cache, rows._prefetch_done = ask(entry.pk), True  # noqa: SLF001 - as Django's prefetch does
        for row in rows:
            row.entry = entry
        known[name] = rows
    return entry


def as_written(entry: Entry) -> Entry:
    """With the title that its team wrote last, handed in or not."""
    if entry.submitted_version not in {None, entry.version}:
        for name, value in shown_fields(answers_of(entry)).items():
            setattr(entry, name, value)
    return entry


def part(request: HttpRequest, name: str) -> str:
    """A further part of the address."""
    match: Any = request.resolver_match
    return str(match.kwargs[name])


def receipt_of(request: HttpRequest, public_id: str, receipt: str) -> Receipt:
    found = _receipts.first(request.user.pk, public_id, receipt)
    if found is None:
        raise Http404
    return found


def evidence_of(request: HttpRequest, public_id: str, evidence: str) -> Evidence:
    own = Evidence.objects.filter(entry__in=Entry.objects.of_member(request.user), entry__public_id=public_id)
    return get_object_or_404(own.select_related("entry__edition", "file__preview"), public_id=evidence)
