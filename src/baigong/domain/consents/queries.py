"""Which notices there are, and which somebody has still to see."""

from __future__ import annotations

from typing import Any

from baigong.domain.consents.models import Notice
from baigong.kit.prepared import Prepared

_required = Prepared(lambda edition: Notice.objects.of(edition).filter(is_required=True).current().order_by("pk"))
_missing = Prepared(
    lambda edition, person: (
        Notice.objects.of(edition).filter(is_required=True).current().not_agreed_by(person).order_by("pk")
    )
)


def current_notice(key: str, *, edition: str = "") -> Notice | None:
    """The newest version of one notice."""
    return Notice.objects.of(edition).filter(key=key).order_by("-edition", "-version").first()


def required(*, edition: str = "") -> list[Notice]:
    """The newest version of every notice that everybody with an account agrees to."""
    return _required(edition)


def missing(person: Any, *, edition: str = "") -> list[Notice]:
    """Required notices whose newest version the person has not agreed to."""
    return _missing(edition, person.pk)
