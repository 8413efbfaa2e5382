"""Which reads to ask for next: where a mistake at a cut is likeliest. Runs in the worker only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.engine import calibrated, chances, mark, numbered
from fairjury.calibrate import Calibration
from fairjury.reads import Cut, Standing, next_reads

if TYPE_CHECKING:
    from baigong.domain.judging.queries.engine import Pair, ReadingProblem, Tally


def next_wave(
    problem: ReadingProblem, count: Tally, *, cuts: list[tuple[int, str]], budget: int
) -> tuple[list[Pair], dict[str, Any]]:
    """The next reads, where a mistake at a cut is likeliest, with the chance that makes them worth it."""
    ballots, found = calibrated(count)
    order = numbered(ballots.entries)
    seats = list(dict.fromkeys([*(reader.key for reader in problem.judges), *ballots.judges]))
    place_of = numbered(seats)
    now = Standing(
        merit=found.merit,
        se=found.se,
        precision=_precision(found, seats),
        entry=ballots.entry,
        judge=np.array([place_of[key] for key in ballots.judges], dtype=np.int64)[ballots.judge],
    )
    wanted = tuple(_cut(number, track, count) for number, track in cuts)
    free = _free(problem, order, place_of)
    entry, judge = next_reads(now, cuts=wanted, budget=budget, allowed=free, seed=count.seed)
    chance_of = chances(found, cut=max(number for number, _track in cuts))
    pairs = [(ballots.entries[e], seats[q]) for e, q in zip(entry.tolist(), judge.tolist(), strict=True)]
    why = [round(float(chance_of[e]), 3) for e in entry.tolist()]
    return pairs, {"chances": why, "reads": len(pairs), "loads": {}}


def _precision(found: Calibration, seats: list[str]) -> Any:
    """How much one read of each judge tells; a judge without sheets counts as the usual one."""
    known = {line.key: line.scale**2 / max(line.noise, 1e-6) ** 2 * max(line.weight, 1e-3) for line in found.judges}
    usual = float(np.median(list(known.values()))) if known else 1.0
    return np.array([known.get(key, usual) for key in seats])


def _cut(number: int, track: str, count: Tally) -> Cut:
    among = np.array([t == track for _key, t in count.entries]) if track else None
    return Cut(number, among)


def _free(problem: ReadingProblem, order: dict[str, int], place_of: dict[str, int]) -> tuple[Any, Any]:
    """Pairs that may be: no tie, no read given out, taken back or done in an earlier round, the judge ready."""
    free = np.zeros((len(order), len(place_of)), dtype=bool)
    free[:, : len(problem.judges)] = True
    mark(free, problem.barred | problem.held | problem.seen, order, place_of, value=False)
    entries, judges = np.nonzero(free)
    return entries.astype(np.int64), judges.astype(np.int64)
