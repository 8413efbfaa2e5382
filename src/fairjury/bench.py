"""The doors for outside measurement: plain arrays in, plain arrays out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import AnyArray, Codes, Floats, Singles
from .calibrate.chances import top_by_draws, top_by_normals
from .calibrate.estimate import Estimate, Predictor, estimate, estimate_linear
from .calibrate.graph import judge_pieces
from .calibrate.prepare import Table, step_of, totals
from .calibrate.result import Gate
from .doors import allot, choose, repair
from .reads import Cut, Standing
from .reads import next_reads as place

__all__ = ["Fit", "allot", "choose", "fit", "next_reads", "preview", "repair"]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted jury: merit and its error in score points, draws (s, n) of the ordinal model."""

    merit: Floats
    se: Floats
    draws: Singles
    predict: Predictor
    info: dict[str, Any] = field(default_factory=dict)

    def p_top(self, k: int) -> Floats:
        """Chance of every entry to be among the k best (n,)."""
        return top_by_draws(self.draws, k) if self.draws.size else top_by_normals(self.merit, self.se, k)


def _table(  # noqa: PLR0913
    entry: AnyArray,
    judge: AnyArray,
    y: AnyArray,
    n: int,
    j: int,
    *,
    scores: AnyArray | None,
    weights: AnyArray | None,
    lo: float,
    hi: float,
    track: AnyArray | None,
) -> Table:
    marks = np.asarray(y if scores is None else scores, dtype=np.float64)
    marks = marks[:, None] if marks.ndim == 1 else marks
    weight = np.asarray(np.ones(marks.shape[1]) if weights is None else weights, dtype=np.float64)
    weight = weight / weight.sum()
    count = weight.size
    codes = np.zeros(n, dtype=np.int64) if track is None else np.unique(track, return_inverse=True)[1].astype(np.int64)
    low, high, step = np.full(count, float(lo)), np.full(count, float(hi)), np.full(count, step_of(marks))
    total = np.asarray(y, dtype=np.float64)
    total = np.where(np.isfinite(total), total, totals(marks, weight))
    table = Table(
        np.asarray(entry, dtype=np.int64),
        np.asarray(judge, dtype=np.int64),
        marks,
        weight,
        total,
        n,
        j,
        low,
        high,
        step,
        codes,
    )
    seen = np.isfinite(marks).any(axis=1)
    return table if seen.all() else table.take(np.flatnonzero(seen))


def _result(table: Table, made: Estimate, gate: Gate | None) -> Fit:
    pieces = judge_pieces(table.entry, table.judge, table.n, table.j)
    info = {
        "severity": made.severity,
        "scale": made.scale,
        "noise": made.noise,
        "blind": made.blind,
        "promoted": made.promoted,
        "model": made.model,
        "gate": gate,
        "pieces": int(pieces.max(initial=-1)) + 1,
        "piece_of_judge": pieces,
    }
    return Fit(made.merit, made.se, made.draws, made.predict, info)


def fit(  # noqa: PLR0913
    entry: AnyArray,
    judge: AnyArray,
    y: AnyArray,
    n: int,
    j: int,
    *,
    scores: AnyArray | None = None,
    weights: AnyArray | None = None,
    lo: float = 1,
    hi: float = 10,
    track: AnyArray | None = None,
    seed: int = 0,
    **_: object,
) -> Fit:
    """Fit the engine's default. entry, judge (m,) codes below n and j; y (m,) totals; scores (m, c), NaN missing.

    Never refuses: `.info["pieces"]` says in how many pieces the judge graph is.
    """
    table = _table(entry, judge, y, n, j, scores=scores, weights=weights, lo=lo, hi=hi, track=track)
    made, gate = estimate(table, seed=seed)
    return _result(table, made, gate)


def preview(  # noqa: PLR0913
    entry: AnyArray,
    judge: AnyArray,
    y: AnyArray,
    n: int,
    j: int,
    *,
    scores: AnyArray | None = None,
    weights: AnyArray | None = None,
    lo: float = 1,
    hi: float = 10,
    track: AnyArray | None = None,
    **_: object,
) -> Fit:
    """Fit the linear preview: the same answer in kind, in milliseconds."""
    table = _table(entry, judge, y, n, j, scores=scores, weights=weights, lo=lo, hi=hi, track=track)
    return _result(table, estimate_linear(table), None)


def next_reads(  # noqa: PLR0913
    entry: AnyArray,
    judge: AnyArray,
    scores: AnyArray,
    weights: AnyArray,
    lo: float,
    hi: float,
    n: int,
    j: int,
    *,
    cuts: AnyArray | list[int] | tuple[int, ...] | int,
    budget: int,
    load_max: int | Codes | None,
    edge_entry: AnyArray | None = None,
    edge_judge: AnyArray | None = None,
    seed: int = 0,
) -> tuple[Codes, Codes]:
    """The (entry, judge) pairs of the next wave; see `fairjury.reads.next_reads`.

    `cuts` are the counts at which a decision falls; allowed pairs are the edges, all when there are none.
    """
    marks, weight = np.asarray(scores, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    held = np.where(np.isnan(marks), 0.0, weight)
    total = np.nansum(marks * weight, axis=1) / np.maximum(held.sum(axis=1), 1e-12)
    made = preview(entry, judge, total, n, j, scores=marks, weights=weight, lo=lo, hi=hi)
    precision = np.maximum(made.info["scale"], 0.0) ** 2 / np.maximum(made.info["noise"], 1e-6) ** 2
    now = Standing(made.merit, made.se, precision, np.asarray(entry, np.int64), np.asarray(judge, np.int64))
    edges = None
    if edge_entry is not None and edge_judge is not None:
        edges = np.asarray(edge_entry, dtype=np.int64), np.asarray(edge_judge, dtype=np.int64)
    wanted = tuple(Cut(int(k)) for k in np.atleast_1d(np.asarray(cuts)))
    return place(now, cuts=wanted, budget=budget, load_max=load_max, allowed=edges, seed=seed)


def _warm() -> None:
    """Load the compiled loops once, outside any measured call."""
    marks = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 1.0], [2.0, 2.0]])
    pair = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    made = fit(*pair, marks.mean(1), 2, 2, scores=marks, weights=np.ones(2), lo=1, hi=3)
    made.predict(pair[0], pair[1])


_warm()
