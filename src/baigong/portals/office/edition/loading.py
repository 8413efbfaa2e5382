"""Which edition, and which part of it, an address of the office means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from baigong.domain.editions.document import Document
from baigong.domain.editions.models import Edition, EditionDraft
from baigong.domain.editions.queries import in_work
from baigong.domain.editions.rules import roles_of
from baigong.kit.text import digest
from baigong.portals.office.edition.places import NoSuchPlaceError, Place, place

STAFF = {"office", "director", "auditor"}


def my_editions(request: HttpRequest) -> list[Edition]:
    """The editions this person runs or audits, newest first."""
    held = {edition for edition, kind in roles_of(request.user) if kind in STAFF}
    return list(Edition.objects.filter(pk__in=held))


def edition_of(request: HttpRequest, slug: str, **_more: object) -> Edition:
    """One of them; to others it does not exist."""
    found = Edition.objects.filter(slug=slug).first()
    if found is None or not {(found.pk, kind) for kind in STAFF} & roles_of(request.user):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """An edition as the office is changing it, the part in view, and what else the address says."""

    edition: Edition
    document: Document
    draft: EditionDraft | None
    place: Place
    also: tuple[str, ...] = ()

    @property
    def edition_id(self) -> int:
        """For the policy: what this is about."""
        return self.edition.pk

    @property
    def seen(self) -> str:
        """What the writer saw: changes when somebody else changes this part."""
        return digest(self.place.value)


def work_of(edition: Edition, address: str, *also: str) -> Work:
    document, draft = in_work(edition)
    try:
        return Work(edition, document, draft, place(document, address), also)
    except NoSuchPlaceError as error:
        raise Http404 from error


def called_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The name of a part in both languages, from its data."""
    for field in ("name", "title", "role", "text"):
        if isinstance(data.get(field), dict):
            words: dict[str, str] = data[field]
            return words
    words_of_key = str(data.get("key", data.get("ordinal", "")))
    return {"zh": words_of_key, "en": words_of_key}
