"""Which edition or entry an address of the office means."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from baigong.domain.editions.models import Edition, Role
from baigong.domain.editions.rules import roles_of
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import files_handed_in
from baigong.kit.prepared import Prepared

_newest = Prepared(lambda *pks: Edition.objects.filter(pk__in=pks).order_by("-year", "-ordinal")[:1])
_named = Prepared(lambda slug, *pks: Edition.objects.filter(slug=slug, pk__in=pks))
LOOKS = frozenset({Role.Kind.OFFICE.value, Role.Kind.DIRECTOR.value, Role.Kind.AUDITOR.value})


def staffed(request: HttpRequest) -> set[int]:
    """The editions the person works on."""
    return {edition for edition, kind in roles_of(request.user) if kind in LOOKS}


def edition_of(request: HttpRequest, slug: str = "") -> Edition:
    """The edition in the address, else the newest one the person works on; to others it does not exist."""
    known = sorted(staffed(request))
    found = (_named.first(slug, *known) if slug else _newest.first(*known)) if known else None
    if found is None:
        raise Http404
    request.edition = found  # type: ignore[attr-defined]  # the masthead names the year in view
    return found


def entry_of(request: HttpRequest, public_id: str, **_more: str) -> Entry:
    """An entry of such an edition that the person may see."""
    seen = Entry.objects.unbound_for(request.user).filter(edition__in=staffed(request))
    with_all = seen.select_related("edition", "track", "sheet").prefetch_related("members", "entry_units__unit")
    found: Entry = get_object_or_404(with_all, public_id=public_id)
    request.edition = found.edition  # type: ignore[attr-defined]
    return found


def evidence_of(request: HttpRequest, public_id: str, evidence: str) -> Evidence:
    """A file of such an entry that was handed in."""
    found = next((one for one in files_handed_in(entry_of(request, public_id)) if one.public_id == evidence), None)
    if found is None:
        raise Http404
    return found
