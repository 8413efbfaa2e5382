"""Where a judge stands on the examples that everybody reads: own scores beside the middle of all, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from baigong.domain.editions.models import Edition
from baigong.domain.entries.anonymity import cover
from baigong.domain.judging.models import Assignment, Ballot, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.sight import FEW
from baigong.domain.judging.rubric import Criterion, Rubric
from baigong.domain.judging.states import BallotState


@dataclass(frozen=True, slots=True)
class Beside:
    """One criterion of one example: the own score, the middle and the range of all, and what the middle looks like."""

    criterion: str
    own: float
    middle: float
    low: float
    high: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Example:
    """One entry that everybody reads."""

    code: str
    title: str
    lines: list[Beside]


@dataclass(frozen=True, slots=True)
class Standing:
    """All examples of a judge; `left` are still to be handed in, `shift` is the mean distance from the middle."""

    stage: Round
    left: int
    waits: bool
    examples: list[Example]
    shift: float | None


def example_round(edition: Edition) -> Round | None:
    """The round of examples of a year."""
    return next((stage for stage in Round.objects.filter(edition=edition).order_by("order") if stage.is_example), None)


def standing_of(person: Any, stage: Round) -> Standing:
    """What a judge may see: nothing of the others before all own sheets are in, or while those are few."""
    own = list(Assignment.objects.visible_to(person).filter(round=stage).select_related("entry", "ballot"))
    left = sum(not _is_in(read) for read in own)
    if left or not own:
        return Standing(stage, left, waits=False, examples=[], shift=None)
    everybody = _scores(stage, [read.entry_id for read in own])
    shown = [read for read in own if len(everybody[read.entry_id]) >= FEW]
    rubric = Rubric.of(stage.rubric)
    examples = [_example(read, everybody[read.entry_id], rubric) for read in shown]
    return Standing(stage, 0, waits=len(shown) < len(own), examples=examples, shift=_shift(examples))


def _is_in(read: Assignment) -> bool:
    sheet = getattr(read, "ballot", None)
    return sheet is not None and sheet.state == BallotState.SUBMITTED


def _shift(examples: list[Example]) -> float | None:
    distances = [line.own - line.middle for example in examples for line in example.lines]
    return round(mean(distances), 2) if distances else None


def _scores(stage: Round, entries: list[int]) -> dict[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {entry: [] for entry in entries}
    sheets = Ballot.objects.filter(
        assignment__round=stage,
        assignment__entry__in=entries,
        assignment__released_at=None,
        state=BallotState.SUBMITTED,
    )
    for entry, scores in sheets.values_list("assignment__entry", "scores"):
        found[entry].append(scores)
    return found


def _example(read: Assignment, everybody: list[Mapping[str, Any]], rubric: Rubric) -> Example:
    own = read.ballot.scores
    lines = [_beside(criterion, own[criterion.key], everybody) for criterion in rubric.criteria]
    return Example(code_of(read.entry.public_id), cover(read.entry.title, read.entry.covered), lines)


def _beside(criterion: Criterion, own: float, everybody: list[Mapping[str, Any]]) -> Beside:
    given = sorted(scores[criterion.key] for scores in everybody)
    middle = median(given)
    anchor = min(criterion.anchors, key=lambda one: abs(one[0] - middle), default=None)
    return Beside(str(criterion.name), own, middle, given[0], given[-1], str(anchor[1]) if anchor else "")
