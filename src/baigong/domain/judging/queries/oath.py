"""What a judge signs: the promises of the edition in their present wording."""

from __future__ import annotations

from typing import Any

from baigong.domain.consents.models import Notice
from baigong.domain.consents.queries import current_notice
from baigong.domain.editions.models import Edition

PROMISES = ("confidentiality", "integrity")


def oath_key(promise: str) -> str:
    return f"jury-{promise}"


def oath_of(edition: Edition) -> list[Notice]:
    """The newest version of each promise."""
    notices = (current_notice(oath_key(promise), edition=edition.slug) for promise in PROMISES)
    return [notice for notice in notices if notice is not None]


def conflict_kinds(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The reasons to step aside that the edition names."""
    return list(document.get("jury", {}).get("conflicts", ()))
