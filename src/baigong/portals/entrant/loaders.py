"""Fetches what an address names, for members of its team only."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from baigong.domain.entries.models import Entry, Evidence, Receipt
from baigong.domain.entries.queries import answers_of, shown_fields, with_parts
from baigong.kit.prepared import Prepared

BESIDE = ("edition", "track", "sheet", "solution")


def _own(person: int, public_id: str) -> QuerySet[Entry]:
    return Entry.objects.of_member(person).defer("sheet__questions").filter(public_id=public_id)


_bare = Prepared(lambda person, public_id: _own(person, public_id).select_related("edition", "sheet"))
_whole = Prepared(lambda person, public_id: _own(person, public_id).select_related(*BESIDE))
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
    return as_written(with_parts(found) if is_page else found)


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
