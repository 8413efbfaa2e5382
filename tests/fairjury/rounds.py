"""Judged rounds of known truth that several tests look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import HealthCheck, settings

from fairjury.arrays import Codes, Floats
from fairjury.ballots import Ballots
from fairjury.simulate import WORLDS, Round, World, simulate

if TYPE_CHECKING:
    from fairjury.bench import Fit

SMALL = World(entries=80, judges=10, habits=())
FEW = settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SOME = settings(FEW, max_examples=12)
MANY = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
JOINED = sorted(set(WORLDS) - {"islands"})


def _door(name: str) -> Callable[..., Any]:
    """A door of `fairjury.bench`, opened when it is used: its import compiles, and collecting tests need not."""

    def opened(*given: Any, **how: Any) -> Any:
        return getattr(import_module("fairjury.bench"), name)(*given, **how)

    return opened


fit, preview, next_reads = map(_door, ("fit", "preview", "next_reads"))


def fitted(
    made: Round, *, scores: Floats | None = None, weights: object = None, door: Callable[..., Fit] = fit, seed: int = 1
) -> Fit:
    """What a door makes of a round, with other scores or weights if given."""
    marks = made.scores if scores is None else scores
    weight = made.jury.weights if weights is None else np.asarray(weights, dtype=np.float64)
    world = made.world
    return door(
        made.entry, made.judge, np.nan_to_num(marks) @ weight, world.entries, world.judges,
        scores=marks, weights=weight, lo=world.low, hi=world.high, track=made.track, seed=seed,
    )  # fmt: skip


@lru_cache(maxsize=32)
def judged(name: str, seed: int, *, entries: int = 300, judges: int = 20) -> tuple[Round, Fit]:
    """A round of a named world and the default fit of it, shared by the tests."""
    made = simulate(replace(WORLDS[name], entries=entries, judges=judges), seed=seed)
    return made, fitted(made)


def best(merit: Floats, k: int) -> Codes:
    """The k best; exact ties fall to a draw, never to the order of entries."""
    draw = np.random.default_rng(77).permutation(merit.size)
    return np.lexsort((draw, -merit))[:k]


def precision(merit: Floats, truth: Floats, k: int) -> float:
    """Share of the k chosen that are among the k truly best."""
    return float(np.isin(best(merit, k), best(truth, k)).mean())


def inside(made: Round, found: Fit) -> np.ndarray:
    """(n,) whether the 90 % interval holds the truth; merit counts against the mean of all."""
    gap = (found.merit - found.merit.mean()) - (made.truth - made.truth.mean())
    covered: np.ndarray = np.abs(gap) <= 1.645 * found.se
    return covered


def plain(made: Round) -> Floats:
    """Plain means of the totals (n,)."""
    reads = np.bincount(made.entry, minlength=made.world.entries)
    means: Floats = np.bincount(made.entry, made.total, made.world.entries) / np.maximum(reads, 1)
    return means


def only(ballots: Ballots, rows: np.ndarray) -> Ballots:
    """The ballots with these reviews alone; every entry and judge stays on the list."""
    return replace(ballots, entry=ballots.entry[rows], judge=ballots.judge[rows], scores=ballots.scores[rows])


def more(ballots: Ballots, reads: tuple[tuple[str, str], ...], *, score: float = 6.0) -> Ballots:
    """The ballots with these (entry, judge) reads added, all criteria scored alike."""
    entry = [ballots.entries.index(key) for key, _ in reads]
    judge = [ballots.judges.index(key) for _, key in reads]
    scores = np.full((len(reads), ballots.scores.shape[1]), score)
    return replace(
        ballots, entry=np.r_[ballots.entry, entry], judge=np.r_[ballots.judge, judge],
        scores=np.vstack([ballots.scores, scores]),
    )  # fmt: skip
