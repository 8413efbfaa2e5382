"""A short list in one table: the judge's own reads with every score given so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baigong.domain.entries.anonymity import cover
from baigong.domain.judging.models import Assignment, Round
from baigong.domain.judging.queries.desk import SHORT, code_of, is_open
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its sheet's version and scores by criterion, None where none is given."""

    public_id: str
    code: str
    title: str
    sign: str
    version: int
    scores: list[tuple[str, float | None]]
    is_in: bool


def grid_of(person: Any, stage: Round) -> list[Line]:
    """All reads of a round in the judge's own order; empty where they are too many for a table."""
    reads = Assignment.objects.visible_to(person).filter(round=stage).select_related("entry__track", "ballot")
    found = list(reads.order_by("order")[: SHORT + 1])
    return list(_lines(found, stage)) if len(found) <= SHORT else []


def _lines(reads: list[Assignment], stage: Round) -> Iterator[Line]:
    keys, blind = Rubric.of(stage.rubric).keys, bool(stage.data.get("blind", True))
    for read in reads:
        entry, sheet = read.entry, getattr(read, "ballot", None)
        scores = sheet.scores if sheet else {}
        yield Line(
            public_id=read.public_id,
            code=code_of(entry.public_id),
            title=cover(entry.title, entry.covered if blind else ()),
            sign=entry.track.sign,
            version=sheet.version if sheet else 0,
            scores=[(key, scores.get(key)) for key in keys],
            is_in=(sheet is not None and sheet.state == BallotState.SUBMITTED) or not is_open(stage),
        )
