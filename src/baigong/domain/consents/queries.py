"""Which notices somebody has still to see."""

from __future__ import annotations

from typing import Any

from baigong.domain.consents.models import Notice


def current_notice(key: str, *, edition: str = "") -> Notice | None:
    """The newest version of one notice."""
    return Notice.objects.of(edition).filter(key=key).order_by("-edition", "-version").first()


def missing(person: Any, *, edition: str = "", keys: tuple[str, ...] = ("privacy",)) -> list[Notice]:
    """Required notices whose newest version the person has not agreed to."""
    return list(Notice.objects.of(edition).filter(key__in=keys, is_required=True).current().not_agreed_by(person))
