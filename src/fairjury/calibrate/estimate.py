"""From a table of reviews to merit, error and joint draws: canonical order in, caller's order out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats, Singles, Words

from .em import Linear, fit_linear
from .keys import from_content
from .ordinal.sample import Effort, Posterior, sample
from .prepare import Table

Predictor = Callable[[Codes, Codes], Floats]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a model makes of the reviews, entries and judges in the caller's order, score points."""

    model: str
    merit: Floats  # (n,)
    se: Floats  # (n,)
    draws: Singles  # (s, n)
    predict: Predictor
    severity: Floats  # (j,) zero on average, positive is lenient
    scale: Floats  # (j,)
    noise: Floats  # (j,) standard deviation of a total
    blind: Floats  # (j,) probability that the scores do not follow the entries
    promoted: Floats  # (m,) probability that a review promotes a friend
    slipped: Floats  # (m,) probability that a review slipped


@dataclass(frozen=True, slots=True)
class Order:
    """Canonical codes of entries and judges and canonical order of the reviews."""

    entry: Codes  # (n,) canonical code of each entry
    judge: Codes  # (j,)
    row: Codes  # (m,) rows in canonical order

    def canonical(self, table: Table) -> Table:
        """The table as every caller would hand it over."""
        entry, judge = self.entry[table.entry[self.row]], self.judge[table.judge[self.row]]
        track = np.empty_like(table.track)
        track[self.entry] = table.track
        return Table(
            entry,
            judge,
            table.scores[self.row],
            table.weights,
            table.total[self.row],
            table.n,
            table.j,
            table.low,
            table.high,
            table.step,
            track,
        )


def order_of(table: Table, keys: tuple[Words, Words] | None = None) -> Order:
    """Order entries and judges by key (by content when they have none), reviews by entry then judge."""
    entries, judges = keys or from_content(table.entry, table.judge, table.scores, table.n, table.j, track=table.track)
    entry, judge = _ranks(entries), _ranks(judges)
    row = np.lexsort((judge[table.judge], entry[table.entry])).astype(np.int64)
    return Order(entry, judge, row)


def _ranks(keys: Words) -> Codes:
    out = np.empty(keys.size, dtype=np.int64)
    out[np.argsort(keys, kind="stable")] = np.arange(keys.size)
    return out


def effort_for(table: Table) -> Effort:
    """Sweeps that a table of this size can be given within its time."""
    cells = table.scores.size
    if cells <= 12_000:
        return Effort(200, 800, 400)
    if cells <= 150_000:
        return Effort(120, 400, 400)
    return Effort(80, 200, 200)


def estimate_ordinal(table: Table, *, seed: int, order: Order | None = None, effort: Effort | None = None) -> Estimate:
    """Fit the ordinal model; the same reviews in any order and under any numbering give the same result."""
    order = order or order_of(table)
    ready = order.canonical(table)
    line = fit_linear(ready.entry, ready.judge, ready.total, ready.n, ready.j)
    post = sample(ready, line, effort=effort or effort_for(table), seed=seed)
    return _in_callers_order(table, order, post)


def _in_callers_order(table: Table, order: Order, post: Posterior) -> Estimate:
    level = float(post.criterion @ table.weights) + _level(post)
    kind = np.empty_like(post.kind)
    kind[order.row] = post.kind
    judge = order.judge
    return Estimate(
        "ordinal",
        level + post.merit[order.entry],
        post.se[order.entry],
        post.draws[:, order.entry] + np.float32(level),
        lambda e, q: post.predict(order.entry[e], judge[q]),
        post.severity[judge] - post.severity.mean(),
        post.scale[judge],
        post.noise[judge],
        post.blind[judge],
        kind[:, 1].copy(),
        kind[:, 2].copy(),
    )


def _level(post: Posterior) -> float:
    """What an average judge gives an average entry, before rounding."""
    return float(post.severity.mean() + post.scale.mean() * post.fine.mean())


def estimate_linear(table: Table, *, order: Order | None = None) -> Estimate:
    """Fit the preview."""
    order = order or order_of(table)
    ready = order.canonical(table)
    line = fit_linear(ready.entry, ready.judge, ready.total, ready.n, ready.j)
    return _linear_in_callers_order(table, order, line)


def _linear_in_callers_order(table: Table, order: Order, line: Linear) -> Estimate:
    judge, nothing = order.judge, np.zeros(table.entry.size)
    return Estimate(
        "em",
        line.merit[order.entry],
        line.se[order.entry],
        np.zeros((0, table.n), dtype=np.float32),
        lambda e, q: line.predict(order.entry[e], judge[q]),
        line.severity[judge] - line.severity.mean(),
        line.scale[judge],
        line.noise[judge],
        np.zeros(table.j),
        nothing,
        nothing,
    )
