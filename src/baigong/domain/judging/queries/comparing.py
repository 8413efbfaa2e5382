"""Entries side by side: what the engine is given, and what a judge and the office see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.judging.models import Assignment, Comparison, Figures, Round
from baigong.domain.judging.queries.rounds import reading_rounds
from baigong.domain.judging.states import Better, JudgeState, RoundState

VALUE = {Better.LEFT: 1.0, Better.RIGHT: -1.0, Better.EQUAL: 0.0}
Answer = tuple[str, str, str, float | None]


def scored_before(stage: Round) -> Round | None:
    """The last reading before a round of pairs: its scores say what is compared."""
    return next((one for one in reversed(reading_rounds(stage.edition_id)) if one.order < stage.order), None)


def cut_of(stage: Round) -> int:
    """How many places the prize has whose cut the pairs are about; the smallest of the edition where none is named."""
    prizes = Prize.objects.filter(edition=stage.edition_id, is_retired=False, per_track=False)
    counts = dict(prizes.values_list("key", "count"))
    return counts.get(stage.data.get("around") or "", min(counts.values(), default=1))


def answers_in(stages: list[Round]) -> list[Answer]:
    """(left entry, right entry, judge, 1 left, -1 right or 0 alike; None: not answered), in an order without time."""
    rows = Comparison.objects.standing().filter(left__round__in=stages)
    columns = ("left__entry__public_id", "right__entry__public_id", "left__judge__key", "better")
    return sorted(
        ((left, right, judge, VALUE.get(better)) for left, right, judge, better in rows.values_list(*columns)),
        key=lambda row: row[:3],
    )


def answers_of(edition: Edition | int) -> list[list[Any]]:
    """All answers of a year, for the record."""
    stages = list(Round.objects.filter(edition=edition, pairs__gt=0))
    return [list(row) for row in answers_in(stages) if row[3] is not None]


@dataclass(frozen=True, slots=True)
class PairProblem:
    """Everything the next pairs depend on; `may` (entry, judge) by key, `able` judges who can be asked."""

    prior: dict[str, Any]
    answers: list[Answer]
    may: frozenset[tuple[str, str]]
    able: frozenset[str]
    judges: list[str]
    looks: int
    load: int
    cut: int
    seed: str


def pair_problem(stage: Round) -> PairProblem | None:
    """What is known of a round of pairs; None before it has begun. Nobody is asked once it is closed."""
    prior = Figures.objects.values_list("data", flat=True).get(round=stage).get("prior")
    if not prior:
        return None
    reads = Assignment.objects.standing().filter(round=stage)
    may = frozenset(reads.values_list("entry__public_id", "judge__key"))
    sworn = reads.filter(judge__state=JudgeState.SWORN).values_list("judge__key", flat=True)
    return PairProblem(
        prior=prior,
        answers=[row for row in answers_in([stage]) if {row[0], row[1]} <= set(prior["entries"])],
        may=may,
        able=frozenset(sworn) if stage.state == RoundState.OPEN else frozenset(),
        judges=sorted({judge for _entry, judge in may}),
        looks=stage.reads_per_entry,
        load=int(stage.data.get("load") or 0),
        cut=cut_of(stage),
        seed=stage.seed,
    )


@dataclass(frozen=True, slots=True)
class Pairs:
    """A judge's own pairs of a round: those answered, the newest first, the one that waits, or that one is coming."""

    stage: Round
    done: list[Comparison]
    next: Comparison | None
    is_coming: bool


def pairs_of(person: Any, edition: Edition) -> Pairs | None:
    """The round of pairs that is open, or was last; None where the judge has no part in one."""
    reads = Assignment.objects.visible_to(person).filter(round__edition=edition, round__pairs__gt=0)
    found = reads.select_related("round").order_by("round__order").last()
    if found is None:
        return None
    related = ("left__entry__track", "left__entry__sheet", "right__entry__track", "right__entry__sheet")
    own = list(Comparison.objects.visible_to(person).filter(left__round=found.round).select_related(*related))
    done = sorted((pair for pair in own if pair.better), key=lambda pair: str(pair.chosen_at), reverse=True)
    is_coming = Figures.objects.filter(round=found.round).exclude(wanted_at=None).exists()
    return Pairs(found.round, done, next((pair for pair in own if not pair.better), None), is_coming)


def pairs_by_judge(stage: Round) -> list[tuple[str, int, int]]:
    """Name, answered and given of every judge with a part in the round."""
    rows = Comparison.objects.standing().filter(left__round=stage).order_by().values("left__judge__name")
    counted = rows.annotate(done=Count("pk", filter=~Q(better="")), all=Count("pk")).order_by("left__judge__name")
    return list(counted.values_list("left__judge__name", "done", "all"))
