"""What the engine is given: plain lists, with random keys in place of names and row numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.models import Edition, Prize, Track
from baigong.domain.entries.models import Tie
from baigong.domain.judging.models import Assignment, Ballot, Judge, ReadingPlan, Round
from baigong.domain.judging.queries.rounds import READABLE as READABLE  # noqa: PLC0414 - handed on to the selection
from baigong.domain.judging.queries.rounds import counting_rounds, entries_of
from baigong.domain.judging.states import BallotState, JudgeState
from baigong.kit import text

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """A judge who may be given reads. `most` 0: no cap of his own; `taste` by track key, 0 to 1."""

    key: str
    tracks: frozenset[str]
    region: str
    most: int
    taste: dict[str, float]


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Everything an assignment depends on. `held` are the reads that stand, `barred` those that may not be.

    `seen` are reads of earlier rounds that count as well: fresh eyes tell more.
    """

    entries: list[tuple[str, str]]  # key and track
    judges: list[Reader]
    held: frozenset[Pair]
    barred: frozenset[Pair]
    seen: frozenset[Pair]
    reads: int
    load: int
    by_track: bool
    efficiency: float
    seed: str


def reading_problem(plan: ReadingPlan) -> ReadingProblem:
    """The problem of a plan: entries to read, sworn judges, ties, and what is given out already."""
    stage = plan.round
    rules = stage.data | plan.wishes
    reads = Assignment.objects.filter(round=stage)
    gone = {JudgeState.DECLINED, JudgeState.LEFT}
    held = reads.standing().exclude(judge__state__in=gone).values_list("entry__public_id", "judge__key")
    lost = reads.exclude(released_at=None).values_list("entry__public_id", "judge__key")
    return ReadingProblem(
        entries=_keyed(stage),
        judges=_readers(stage),
        held=frozenset(held),
        barred=_tied(stage) | frozenset(lost),
        seen=_seen(stage),
        reads=int(rules.get("reads") or stage.reads_per_entry),
        load=int(rules.get("load") or 0),
        by_track=bool(rules.get("by_track", True)) and rules.get("readers", "panel") == "panel",
        efficiency=float(rules.get("efficiency", 0.6)),
        seed=stage.seed,
    )


def _keyed(stage: Round) -> list[Pair]:
    return list(entries_of(stage).order_by("public_id").values_list("public_id", "track__key"))


def _seen(stage: Round) -> frozenset[Pair]:
    earlier = [one for one in counting_rounds(stage) if one.pk != stage.pk]
    if not earlier:
        return frozenset()
    reads = Assignment.objects.standing().filter(round__in=earlier)
    return frozenset(reads.values_list("entry__public_id", "judge__key"))


def _readers(stage: Round) -> list[Reader]:
    tracks: dict[int, set[str]] = {}
    rows = Judge.tracks.through.objects.filter(judge__edition=stage.edition_id).values_list("judge_id", "track__key")
    for judge, key in rows:
        tracks.setdefault(judge, set()).add(key)
    every = frozenset(Track.objects.filter(edition=stage.edition_id).values_list("key", flat=True))
    sworn = Judge.objects.filter(edition=stage.edition_id, state=JudgeState.SWORN).order_by("key")
    return [
        Reader(
            judge.key,
            frozenset(tracks.get(judge.pk) or every),
            judge.region,
            judge.most_reads or 0,
            _taste(judge),
        )
        for judge in sworn
    ]


def _taste(judge: Judge) -> dict[str, float]:
    """How well a judge says he knows each track, 0 to 1."""
    said = (judge.expertise or {}).items()
    return {key: min(max(float(value), 0.0), 1.0) for key, value in said if isinstance(value, int | float)}


def _tied(stage: Round) -> frozenset[Pair]:
    ties = Tie.objects.standing().filter(entry__edition=stage.edition_id, person__judgeships__edition=stage.edition_id)
    return frozenset(ties.values_list("entry__public_id", "person__judgeships__key"))


@dataclass(frozen=True, slots=True)
class Tally:
    """The sheets that count: long rows (entry, judge, criterion, score), with every entry that could be ranked."""

    rubric: dict[str, Any]
    entries: list[tuple[str, str]]
    judges: list[str]
    rows: list[tuple[str, str, str, float | None]]
    seed: int


def tally(stage: Round) -> Tally:
    """All sheets that count for a round, in an order that does not depend on time or row numbers.

    Those of the round itself and of earlier ones under the same criteria; who read an entry twice counts once, by the
    later sheet.
    """
    sheets = Ballot.objects.filter(
        assignment__round__in=counting_rounds(stage),
        assignment__released_at=None,
        state=BallotState.SUBMITTED,
        assignment__entry__in=entries_of(stage),
    ).order_by("assignment__round__order", "assignment__entry__public_id", "assignment__judge__key")
    columns = ("assignment__entry__public_id", "assignment__judge__key", "scores")
    latest = {(entry, judge): scores for entry, judge, scores in sheets.values_list(*columns)}
    criteria = [row["key"] for row in stage.rubric.get("criteria", ())]
    rows = [(*pair, key, latest[pair].get(key)) for pair in sorted(latest) for key in criteria]
    judges = sorted({judge for _entry, judge in latest})
    return Tally(stage.rubric, _keyed(stage), judges, rows, number_of(stage.seed))


def number_of(seed: str) -> int:
    """A seed's number, for generators that want one."""
    return int(text.digest(seed)[:12], 16)


def main_cut(stage: Round) -> int:
    """The cut that everybody looks at: the largest prize of the whole edition."""
    prizes = Prize.objects.filter(edition=stage.edition_id, is_retired=False, per_track=False)
    return max(prizes.values_list("count", flat=True), default=1)


def cuts_of(stage: Round) -> list[tuple[int, str]]:
    """Every cut at which a prize is decided: how many, and the track where each has its own."""
    tracks = list(Track.objects.filter(edition=stage.edition_id, is_retired=False).values_list("key", flat=True))
    prizes = Prize.objects.filter(edition=stage.edition_id, is_retired=False).values_list("count", "per_track")
    return [(count, track) for count, per_track in prizes for track in (tracks if per_track else [""])]


def prize_counts(edition: Edition) -> list[int]:
    """The edition-wide cuts, the main one first."""
    prizes = Prize.objects.filter(edition=edition, is_retired=False, per_track=False)
    return sorted(prizes.values_list("count", flat=True), reverse=True)
