"""What the engine is given: plain lists, with random keys in place of names and row numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.models import Edition, Prize, Track
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.entries.states import EntryState
from baigong.domain.judging.models import Assignment, Ballot, Judge, ReadingPlan, Round
from baigong.domain.judging.states import BallotState, JudgeState
from baigong.kit import text

Pair = tuple[str, str]
READABLE = (EntryState.ELIGIBLE, EntryState.JUDGED)


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
    """Everything an assignment depends on. `held` are the reads that stand, `barred` those that may not be."""

    entries: list[tuple[str, str]]  # key and track
    judges: list[Reader]
    held: frozenset[Pair]
    barred: frozenset[Pair]
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
        entries=list(_readable(stage).values_list("public_id", "track__key")),
        judges=_readers(stage),
        held=frozenset(held),
        barred=_tied(stage) | frozenset(lost),
        reads=int(rules.get("reads") or stage.reads_per_entry),
        load=int(rules.get("load") or 0),
        by_track=bool(rules.get("by_track", True)) and rules.get("readers", "panel") == "panel",
        efficiency=float(rules.get("efficiency", 0.6)),
        seed=stage.seed,
    )


def _readable(stage: Round) -> Any:
    return Entry.objects.filter(edition=stage.edition_id, state__in=READABLE).order_by("public_id")


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
    """All sheets handed in on standing reads, in an order that does not depend on time or row numbers."""
    sheets = Ballot.objects.filter(
        assignment__round=stage,
        assignment__released_at=None,
        state=BallotState.SUBMITTED,
        assignment__entry__state__in=READABLE,
    ).order_by("assignment__entry__public_id", "assignment__judge__key")
    criteria = [row["key"] for row in stage.rubric.get("criteria", ())]
    found = list(sheets.values_list("assignment__entry__public_id", "assignment__judge__key", "scores"))
    rows = [(entry, judge, key, scores.get(key)) for entry, judge, scores in found for key in criteria]
    entries = list(_readable(stage).values_list("public_id", "track__key"))
    return Tally(
        stage.rubric, entries, sorted({judge for _entry, judge, _scores in found}), rows, number_of(stage.seed)
    )


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
