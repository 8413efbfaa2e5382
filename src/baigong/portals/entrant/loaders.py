"""Fetches what an address names, for members of its team only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from baigong.domain.entries.models import Entry, Evidence, Receipt
from baigong.domain.entries.queries import answers_of, shown_fields

BESIDE = ("edition", "track", "sheet", "solution")
WITH = ("members__person", "entry_units__unit", "corrections")


def entry_of(request: HttpRequest, public_id: str, **_rest: str) -> Entry:
    """An entry of the person's own team; for a page with everything it asks for, for an act nearly bare."""
    own = Entry.objects.of_member(request.user).defer("sheet__questions")
    is_page = request.method in {"GET", "HEAD"}
    wanted = own.select_related(*BESIDE).prefetch_related(*WITH) if is_page else own.select_related("sheet")
    found: Entry = get_object_or_404(wanted, public_id=public_id)
    return as_written(found)


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
    own = Receipt.objects.filter(entry__in=Entry.objects.of_member(request.user), entry__public_id=public_id)
    return get_object_or_404(own.select_related("entry__edition", "entry__track"), public_id=receipt)


def evidence_of(request: HttpRequest, public_id: str, evidence: str) -> Evidence:
    own = Evidence.objects.filter(entry__in=Entry.objects.of_member(request.user), entry__public_id=public_id)
    return get_object_or_404(own.select_related("entry__edition", "file__preview"), public_id=evidence)
