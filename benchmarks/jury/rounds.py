"""Judged rounds with a known truth: from a shared bench's simulator, or from the engine's own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Habits:
    """What a referee would love to know: a judge's total is offset + scale * merit + noise, unless it is useless."""

    scale: Floats  # (j,)
    offset: Floats  # (j,)
    variance: Floats  # (j,) of a total, rounding included
    useless: npt.NDArray[np.bool_]  # (j,)
    lift: float  # points a promoter adds for a friend


@dataclass
class Sample:
    """A round: reviews (m,), the truth (n,), colluders' friends, and a way to ask for more reviews."""

    entry: Codes
    judge: Codes
    scores: Floats
    total: Floats
    truth: Floats
    track: Codes
    n: int
    j: int
    weights: tuple[float, ...]
    low: float
    high: float
    friends: Codes
    ask: Callable[[Codes, Codes], tuple[Floats, Floats]]
    ceiling: Callable[[], Floats]
    habits: Habits

    def fit(self, door: Callable[..., Any]) -> Any:
        return door(
            self.entry, self.judge, self.total, self.n, self.j, scores=self.scores, weights=self.weights,
            lo=self.low, hi=self.high, track=self.track,
        )  # fmt: skip

    def add(self, entry: Codes, judge: Codes) -> None:
        scores, total = self.ask(entry, judge)
        self.entry, self.judge = np.r_[self.entry, entry], np.r_[self.judge, judge]
        self.scores, self.total = np.r_[self.scores, scores], np.r_[self.total, total]


class Source(Protocol):
    """Where rounds come from; `worlds` are the names it knows."""

    name: str
    worlds: tuple[str, ...]
    exact_ceiling: bool

    def sample(self, world: str, *, n: int, j: int, reads: int, seed: int) -> Sample: ...


def best(merit: Floats, k: int) -> Codes:
    """The k best; exact ties fall to a fixed draw, never to the order of entries."""
    draw = np.random.default_rng(77).permutation(merit.size)
    return np.lexsort((draw, -merit))[:k]


def precision(merit: Floats, truth: Floats, k: int) -> float:
    return float(np.isin(best(merit, k), best(truth, k)).mean())


class OwnRounds:
    """The engine's own simulator; its ceiling knows the judges but takes rounding as noise."""

    name, exact_ceiling = "fairjury.simulate", False

    def __init__(self) -> None:
        from fairjury.simulate import WORLDS

        self.worlds = tuple(name for name in WORLDS if name != "islands")

    def sample(self, world: str, *, n: int, j: int, reads: int, seed: int) -> Sample:
        from dataclasses import replace

        from fairjury.simulate import WORLDS, simulate

        kind = replace(WORLDS[world], entries=n, judges=j, reads=reads)
        made = simulate(kind, seed=seed)
        jury = made.jury

        def ask(entry: Codes, judge: Codes) -> tuple[Floats, Floats]:
            scores = jury.score(entry, judge)
            return scores, scores @ jury.weights

        friends = np.unique(np.concatenate([*jury.friends.values(), np.zeros(0, dtype=np.int64)]))
        return Sample(
            made.entry, made.judge, made.scores, made.total, made.truth, made.track, n, j, kind.weights, kind.low,
            kind.high, friends, ask, lambda: _knowing(made), _habits(made),
        )  # fmt: skip


def _habits(made: Any) -> Habits:
    jury, kind = made.jury, made.world
    square = float(np.sum(jury.weights**2))
    variance = (kind.unit * jury.noise) ** 2 * (kind.halo + (1 - kind.halo) * square) + square * kind.step**2 / 12
    useless = np.array([habit is not None and habit.name != "COLLUDER" for habit in jury.habit])
    offset = kind.middle - jury.scale * kind.unit * jury.severity
    return Habits(jury.scale, offset, variance, useless, kind.unit * kind.boost)


def _knowing(made: Any) -> Floats:
    """Posterior mean of merit when every judge's true habits are known (normal errors, rounding as noise)."""
    jury, kind, e, q = made.jury, made.world, made.entry, made.judge
    square = float(np.sum(jury.weights**2))
    good = np.array([habit is None or habit.name == "COLLUDER" for habit in jury.habit])[q]
    for judge, friends in jury.friends.items():
        good &= ~((q == judge) & np.isin(e, friends))
    noise = (kind.unit * jury.noise[q]) ** 2 * (kind.halo + (1 - kind.halo) * square) + square * kind.step**2 / 12
    scale, truth = jury.scale[q], jury.truth
    off = kind.middle - scale * kind.unit * jury.severity[q]
    precise = 1 / truth.var() + np.bincount(e, good * scale**2 / noise, truth.size)
    mean = truth.mean()
    pull = np.bincount(e, good * scale * (made.total - off - scale * mean) / noise, truth.size)
    made_up: Floats = mean + pull / precise
    return made_up


class SharedRounds:
    """The simulator and oracle of a shared bench in a folder (simulator.py, methods.py beside each other)."""

    exact_ceiling = True

    def __init__(self, folder: Path) -> None:
        self.name, self.folder = folder.name, folder
        sys.path.insert(0, str(folder))
        self.simulator = importlib.import_module("simulator")
        self.methods = importlib.import_module("methods")
        self.worlds = tuple(self.simulator.SCENARIOS)

    def sample(self, world: str, *, n: int, j: int, reads: int, seed: int) -> Sample:
        kind = self.simulator.world(world, n_entries=n, n_judges=j, per_entry=reads, seed=seed)
        panel = self.simulator.Panel(kind)
        made = panel.round()
        friends = np.unique(np.concatenate([*made.favourites.values(), np.zeros(0, dtype=np.int64)]))

        def ask(entry: Codes, judge: Codes) -> tuple[Floats, Floats]:
            scores, total, _ = panel.score(entry, judge)
            return scores.astype(np.float64), total

        return Sample(
            made.entry, made.judge, made.scores.astype(np.float64), made.total, made.truth, made.track, n, j,
            kind.weights, kind.lo, kind.hi, friends.astype(np.int64), ask,
            lambda: np.asarray(self.methods.oracle_ordinal(made).merit), self._habits(made),
        )  # fmt: skip

    def _habits(self, made: Any) -> Habits:
        kind = made.world
        weights = np.asarray(kind.weights) / np.sum(kind.weights)
        useless = np.isin(made.kind, ["constant", "random", "extreme", "reversed"])
        offset = kind.mid - made.a * kind.unit * made.b
        return Habits(made.a, offset, made.sigma_total**2 + weights @ weights / 12, useless, 3.0 * kind.unit)
