"""From a table of reviews to merit, error and joint draws: canonical order in, caller's order out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from fairjury.arrays import Codes, Floats, Singles, Words

from .em import fit_linear
from .gate import judge_models, plain_means
from .keys import from_content
from .mixed import fit_mixed
from .ordinal.sample import Effort, Posterior, sample
from .ordinal.state import PROMOTED, SLIP
from .prepare import Table
from .result import Gate

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
    entries, judges = keys or from_content(table.entry, table.judge, table.scores, table.j, track=table.track)
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
    if cells <= 2_000:  # a small jury's answer hangs least on the seed when time costs nothing
        return Effort(200, 1_600, 400)
    if cells <= 12_000:
        return Effort(150, 600, 400)
    if cells <= 150_000:
        return Effort(100, 320, 320)
    return Effort(70, 190, 190)


def estimate(table: Table, *, seed: int, order: Order | None = None) -> tuple[Estimate, Gate]:
    """Fit the model the gate chooses; the same reviews in any order and numbering give the same result."""
    order = order or order_of(table)
    ready = order.canonical(table)
    gate = judge_models(ready, seed=seed)
    if gate.chosen == "ordinal" and ready.entry.size:
        return _in_callers_order(order, _ordinal(ready, seed)), gate
    plain = _with_draws(MAKERS.get(gate.chosen, _linear)(ready), seed)
    return _in_callers_order(order, plain), gate


def estimate_linear(table: Table, *, order: Order | None = None) -> Estimate:
    """Fit the preview."""
    order = order or order_of(table)
    return _in_callers_order(order, _linear(order.canonical(table)))


def _ordinal(ready: Table, seed: int) -> Estimate:
    line = fit_linear(ready.entry, ready.judge, ready.total, ready.n, ready.j)
    post = sample(ready, line, effort=effort_for(ready), seed=seed)
    level = _level(post)
    return Estimate(
        model="ordinal",
        merit=level + post.merit,
        se=post.se,
        draws=post.draws + np.float32(level),
        predict=post.predict,
        severity=post.severity - post.severity.mean(),
        scale=post.scale,
        noise=post.noise,
        blind=post.blind,
        promoted=post.kind[:, PROMOTED].copy(),
        slipped=post.kind[:, SLIP].copy(),
    )


def _level(post: Posterior) -> float:
    """What an average judge gives an average entry, before rounding."""
    usual = float(post.severity.mean() + post.scale.mean() * post.fine.mean())
    return usual + float(post.criterion @ post.table.weights)


def _plain(
    model: str, merit: Floats, se: Floats, predict: Predictor, severity: Floats, noise: Floats, reviews: int
) -> Estimate:
    return Estimate(
        model=model,
        merit=merit,
        se=se,
        draws=np.zeros((0, merit.size), dtype=np.float32),
        predict=predict,
        severity=severity - severity.mean(),
        scale=np.ones(severity.size),
        noise=noise,
        blind=np.zeros(severity.size),
        promoted=np.zeros(reviews),
        slipped=np.zeros(reviews),
    )


def _linear(ready: Table) -> Estimate:
    line = fit_linear(ready.entry, ready.judge, ready.total, ready.n, ready.j)
    made = _plain("em", line.merit, line.se, line.predict, line.severity, line.noise, ready.entry.size)
    return replace(made, scale=line.scale)


def _mixed(ready: Table) -> Estimate:
    fit = fit_mixed(ready.entry, ready.judge, ready.total, ready.n, ready.j)
    noise = np.full(ready.j, fit.noise)
    return _plain("mixed", fit.merit, fit.se, fit.predict, fit.severity, noise, ready.entry.size)


def _mean(ready: Table) -> Estimate:
    merit = plain_means(ready)
    reads = np.bincount(ready.entry, minlength=ready.n)
    rest = ready.total - merit[ready.entry]
    free = max(ready.entry.size - int((reads > 0).sum()), 1)
    noise = float(np.sqrt(rest @ rest / free))
    se = np.where(reads > 0, noise / np.sqrt(np.maximum(reads, 1)), np.hypot(noise, float(merit.std())))
    return _plain(
        "mean", merit, se, lambda e, _: merit[e], np.zeros(ready.j), np.full(ready.j, noise), ready.entry.size
    )


MAKERS = {"em": _linear, "mixed": _mixed, "mean": _mean}


def _with_draws(made: Estimate, seed: int, count: int = 400) -> Estimate:
    rng = np.random.default_rng(seed)
    draws = made.merit + made.se * rng.standard_normal((count, made.merit.size))
    return replace(made, draws=draws.astype(np.float32))


def _in_callers_order(order: Order, made: Estimate) -> Estimate:
    judge, rows = order.judge, np.empty_like(order.row)
    rows[order.row] = np.arange(rows.size)
    return replace(
        made,
        merit=made.merit[order.entry],
        se=made.se[order.entry],
        draws=made.draws[:, order.entry],
        predict=lambda e, q: made.predict(order.entry[e], judge[q]),
        severity=made.severity[judge],
        scale=made.scale[judge],
        noise=made.noise[judge],
        blind=made.blind[judge],
        promoted=made.promoted[rows],
        slipped=made.slipped[rows],
    )
