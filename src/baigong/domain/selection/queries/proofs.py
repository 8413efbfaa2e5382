"""What a published record proves to one judge or one team, and the digest that everybody may hold it against."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.rubric import Rubric
from baigong.domain.selection.models import Selection
from baigong.domain.selection.states import SelectionState
from baigong.kit.errors import Refused
from baigong.kit.fields import text_at
from fairjury.record import prove


def closing_digest(edition: Edition | int) -> str:
    """The digest of the record that the published list rests on; empty before the publication."""
    published = Selection.objects.filter(edition=edition, state=SelectionState.PUBLISHED)
    frozen = published.values_list("digest", flat=True).first()
    return _closing(frozen) if frozen else ""


@lru_cache(maxsize=32)
def _closing(frozen: str) -> str:
    """Looked for in a record of megabytes once for each frozen list, whose own digest covers the record."""
    records = Selection.objects.filter(digest=frozen).values_list(text_at("record", "digest"), flat=True)
    return records.first() or ""


def published_at(edition: Edition | int) -> datetime | None:
    """When the results came out."""
    published = Selection.objects.filter(edition=edition, state=SelectionState.PUBLISHED)
    return published.values_list("published_at", flat=True).first()


def sheet_proof(read: Assignment) -> dict[str, Any] | None:
    """That a judge's sheet was counted as it was given; None for one that was not counted."""
    return _proof(read.entry.edition_id, "ballot", read.entry.public_id, read.judge.key)


def scores_proof(entry: Entry) -> dict[str, Any] | None:
    """The sheets about an entry as they were counted, in an order that tells no judge, and without its place."""
    return _proof(entry.edition_id, "scores", entry.public_id)


def _proof(edition: int, *name: str) -> dict[str, Any] | None:
    published = Selection.objects.filter(edition=edition, state=SelectionState.PUBLISHED).only("record").first()
    if published is None:
        raise Refused(_("The record opens with the results. From then on the proof is here."))
    try:
        return prove(published.record, *name)
    except KeyError:
        return None


def criteria_of(edition: Edition | int) -> list[str]:
    """The names of what a row of scores says, in its order."""
    published = Selection.objects.filter(edition=edition, state=SelectionState.PUBLISHED).select_related("round")
    found = published.defer("record").first()
    return [str(criterion.name) for criterion in Rubric.of(found.round.rubric).criteria] if found else []
