"""Which model to trust with these reviews: hide some, predict them, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Flags, Floats

from .em import fit_linear
from .mixed import STARTS, fit_mixed
from .ordinal.sample import Effort, sample
from .prepare import Table
from .result import Gate

MODELS = ("ordinal", "em", "mixed", "mean")  # from the richest to the plainest
CLEARLY = 2.0  # standard errors by which a plainer model must predict better to be taken
WORTH = 0.01  # and the share of the squared error it must save
MIXED_UP_TO = 400  # judges
LEAST_HIDDEN = 8
NAMES = {
    "ordinal": ("分項順序模型", "the ordinal model"),
    "em": ("線性評審模型", "the line-per-judge model"),
    "mixed": ("加法混合模型", "the additive mixed model"),
    "mean": ("平均", "the plain mean"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much work the comparison may be."""

    folds: int
    share: float
    effort: Effort


def plan_for(table: Table) -> Plan:
    """More folds on small tables, where one fold says little and costs nothing."""
    if table.entry.size <= 400:
        return Plan(5, 0.2, Effort(100, 250, 1))
    if table.scores.size <= 12_000:
        return Plan(1, 0.15, Effort(40, 80, 1))
    if table.scores.size <= 150_000:
        return Plan(1, 0.1, Effort(20, 40, 1))
    return Plan(1, 0.05, Effort(12, 24, 1))


def hidden_rows(table: Table, plan: Plan, *, rng: np.random.Generator) -> Iterator[Flags]:
    """Masks (m,) of the reviews hidden in each fold; every entry and judge keeps at least one."""
    draw = rng.random(table.entry.size)
    for fold in range(plan.folds):
        mask = (draw >= fold * plan.share) & (draw < (fold + 1) * plan.share)
        kept = np.bincount(table.entry[~mask], minlength=table.n) > 0
        judged = np.bincount(table.judge[~mask], minlength=table.j) > 1
        yield mask & kept[table.entry] & judged[table.judge]


Predicted = dict[str, Floats]


def _predictions(table: Table, hidden: Flags, effort: Effort, seed: int) -> Predicted:
    """What each model, fitted to the rest, expects of the hidden reviews."""
    rest = table.take(np.flatnonzero(~hidden))
    entry, judge = table.entry[hidden], table.judge[hidden]
    line = fit_linear(rest.entry, rest.judge, rest.total, rest.n, rest.j)
    makers: dict[str, Callable[[], Floats]] = {
        "ordinal": lambda: sample(rest, line, effort=effort, seed=seed).predict(entry, judge),
        "em": lambda: line.predict(entry, judge),
        "mixed": lambda: fit_mixed(rest.entry, rest.judge, rest.total, rest.n, rest.j, starts=STARTS[:1]).predict(
            entry, judge
        ),
        "mean": lambda: plain_means(rest)[entry],
    }
    if table.j > MIXED_UP_TO:
        del makers["mixed"]
    low, high = float(table.weights @ table.low), float(table.weights @ table.high)
    return {name: np.clip(make(), low, high) for name, make in makers.items()}


def plain_means(table: Table) -> Floats:
    """Mean total of each entry (n,); the mean of all where there is none."""
    reads = np.bincount(table.entry, minlength=table.n)
    sums = np.bincount(table.entry, table.total, table.n)
    out: Floats = np.where(reads > 0, sums / np.maximum(reads, 1), table.total.mean() if table.total.size else 0.0)
    return out


def judge_models(table: Table, *, seed: int) -> Gate:
    """Compare the models on hidden reviews of a canonical table and say which is used and why.

    The ordinal model is taken unless a plainer one predicts better by `CLEARLY` standard errors of
    the paired difference; squared errors of the totals, folds drawn from `seed` alone.
    """
    squares = hidden_errors(table, plan_for(table), seed=seed)
    count = squares["ordinal"].size if squares else 0
    if count < LEAST_HIDDEN:
        return _say("ordinal", {}, count)
    return _say(choose(squares), {name: float(np.sqrt(part.mean())) for name, part in squares.items()}, count)


def hidden_errors(table: Table, plan: Plan, *, seed: int) -> dict[str, Floats]:
    """Squared errors of every model on all hidden reviews, in the same order."""
    errors: dict[str, list[Floats]] = {}
    for hidden in hidden_rows(table, plan, rng=np.random.default_rng(seed)):
        if hidden.any() and not hidden.all():
            for name, guess in _predictions(table, hidden, plan.effort, seed).items():
                errors.setdefault(name, []).append((guess - table.total[hidden]) ** 2)
    return {name: np.concatenate(parts) for name, parts in errors.items()}


def choose(squares: dict[str, Floats]) -> str:
    """Take the richest model that no plainer one beats clearly."""
    best = "ordinal"
    for name in MODELS[1:]:
        if name in squares:
            gain = squares[best] - squares[name]
            needed = max(CLEARLY * float(gain.std()) / np.sqrt(gain.size), WORTH * float(squares[best].mean()))
            if gain.mean() > needed:
                best = name
    return best


def _say(chosen: str, errors: dict[str, float], hidden: int) -> Gate:
    zh, en = NAMES[chosen]
    if not errors:
        few = "評分太少，無法用隱藏評分比較各模型"
        return Gate(
            chosen, {}, hidden, f"{few}；採用{zh}。", f"Too few reviews to compare models on hidden ones; {en} is used."
        )
    listed_zh = "、".join(f"{NAMES[name][0]} {error:.2f}" for name, error in errors.items())
    listed = ", ".join(f"{NAMES[name][1]} {error:.2f}" for name, error in errors.items())
    why_zh = "最準或相差無幾" if chosen == "ordinal" else "明顯較準"
    why = "predicts best or as well as any" if chosen == "ordinal" else "predicts clearly better"
    return Gate(
        chosen,
        errors,
        hidden,
        f"藏起 {hidden} 份評分讓各模型預測，平均差多少分：{listed_zh}。{zh}{why_zh}，因此採用。",
        f"{hidden} reviews were hidden and predicted; typical errors in points: {listed}. "
        f"{en.capitalize()} {why}, so it is used.",
    )
