"""Measures what the pages on fair judging say, on invented awards: `python docs/judging.py` writes the numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.jury.rounds import OwnRounds, Sample, best, precision

from fairjury import bench
from fairjury.assign import Wishes, assign
from fairjury.plan import Situation, plan
from fairjury.simulate import WORLDS, Jury, Round, even_design, simulate

NUMBERS = Path(__file__).parent / "explanation" / "fair-judging.json"
TOP, ROUNDS = 100, 12
KINDS = ("trained", "panel", "base", "crowd")
SEED = 20_260_000  # rounds nobody built the engine on


def means(made: Sample | Round) -> Any:
    """Plain means of the totals (n,)."""
    n = made.truth.size
    return np.bincount(made.entry, made.total, n) / np.maximum(np.bincount(made.entry, minlength=n), 1)


def judged(kind: str) -> list[tuple[Sample, Any]]:
    """Rounds of one kind with the default fit of each."""
    source = OwnRounds()
    made = [source.sample(kind, n=500, j=30, reads=3, seed=SEED + at) for at in range(ROUNDS)]
    return [(one, one.fit(bench.fit)) for one in made]


def found(pairs: list[tuple[Sample, Any]]) -> dict[str, float]:
    """Of 100 places, how many go to the truly best 100: by the mean, calibrated, and if every judge were known."""
    ways = {
        "mean": [precision(means(one), one.truth, TOP) for one, _ in pairs],
        "calibrated": [precision(fit.merit, one.truth, TOP) for one, fit in pairs],
        "ceiling": [precision(one.ceiling(), one.truth, TOP) for one, _ in pairs],
    }
    gain = np.array(ways["calibrated"]) - np.array(ways["mean"])
    return {name: 100 * float(np.mean(part)) for name, part in ways.items()} | {
        "gain_error": 100 * float(gain.std(ddof=1) / np.sqrt(gain.size))
    }


def kept(pairs: list[tuple[Sample, Any]]) -> list[list[float]]:
    """Per tenth of the chances given: their sum, how many of those entries were truly among the best, how many."""
    chance = np.concatenate([fit.p_top(TOP) for _, fit in pairs])
    right = np.concatenate([np.isin(np.arange(one.n), best(one.truth, TOP)) for one, _ in pairs])
    place = np.minimum((10 * chance).astype(int), 9)
    return [
        [float(np.bincount(place, part, 10)[at]) for part in (chance, right, np.ones(chance.size))] for at in range(10)
    ]


def standard(made: Round) -> Any:
    """Means of standard scores: each judge's totals less their mean, over their spread (n,)."""
    loads = np.maximum(np.bincount(made.judge), 1)
    gap = made.total - (np.bincount(made.judge, made.total) / loads)[made.judge]
    spread = np.sqrt(np.bincount(made.judge, gap**2) / loads)
    return means(replace(made, total=gap / np.maximum(spread, 1e-9)[made.judge]))


def fields() -> dict[str, float]:
    """Places right of a hundred where judges sit in fields of unequal merit, all of them sound: mean and z-scores."""
    world = replace(WORLDS["tracks"], track_spread=1.0, habits=())
    made = [simulate(world, seed=SEED + at) for at in range(4 * ROUNDS)]
    return {
        name: 100 * float(np.mean([precision(way(one), one.truth, TOP) for one in made]))
        for name, way in (("mean", means), ("standard", standard))
    }


def friends(pairs: list[tuple[Sample, Any]]) -> dict[str, float]:
    """How often a friend whom one judge lifts by three standard deviations takes a place, by mean and calibrated."""
    tops = [(best(means(one), TOP), best(fit.merit, TOP), one.friends) for one, fit in pairs]
    count = sum(mine.size for _, _, mine in tops)
    return {
        "mean": 100 * sum(int(np.isin(mine, by_mean).sum()) for by_mean, _, mine in tops) / count,
        "calibrated": 100 * sum(int(np.isin(mine, chosen).sum()) for _, chosen, mine in tops) / count,
        "of": count,
    }


def habits(pairs: list[tuple[Sample, Any]]) -> dict[str, Any]:
    """One round's judges: true severity and the one measured, score points around their means; the error over all."""
    worlds = [replace(WORLDS["panel"], entries=500, judges=30) for _ in pairs]
    errors, drawn = [], []
    for at, (world, (_, made)) in enumerate(zip(worlds, pairs, strict=True)):
        jury = Jury(world, seed=SEED + at)
        true = -world.unit * jury.severity * jury.scale
        usual = np.array([habit is None for habit in jury.habit])
        true, seen = true - true[usual].mean(), made.info["severity"] - made.info["severity"][usual].mean()
        errors.append((seen - true)[usual])
        if not at:
            drawn = [
                {"true": float(a), "seen": float(b)} for a, b in sorted(zip(true[usual], seen[usual], strict=True))
            ]
    every = np.concatenate(errors)
    span = max(one["true"] for one in drawn) - min(one["true"] for one in drawn)
    return {"judges": drawn, "error": float(np.sqrt(np.mean(every**2))), "span": span}


def twins() -> dict[str, float]:
    """Two juries of thirty on the same 500 entries: how many of the hundred they share, by mean and calibrated."""
    shared: dict[str, list[int]] = {"mean": [], "calibrated": []}
    for at in range(ROUNDS):
        jury = Jury(replace(WORLDS["panel"], judges=60, habits=()), seed=SEED + at)
        tops: dict[str, list[Any]] = {"mean": [], "calibrated": []}
        for half in (0, 1):
            deal = even_design(500, 30, 3, rng=np.random.default_rng([at, half]))
            entry, judge = np.repeat(np.arange(500), 3), deal.ravel()
            scores = jury.score(entry, judge + 30 * half)
            total = scores @ jury.weights
            fit = bench.fit(entry, judge, total, 500, 30, scores=scores, weights=jury.weights, lo=1, hi=10)
            tops["mean"].append(best(np.bincount(entry, total, 500) / 3, TOP))
            tops["calibrated"].append(best(fit.merit, TOP))
        for name, (first, second) in tops.items():
            shared[name].append(int(np.isin(first, second).sum()))
    return {name: float(np.mean(counts)) for name, counts in shared.items()}


def designs() -> dict[str, Any]:
    """Who reads what when only the fit of topics counts, and when the judges must stay comparable."""
    rng = np.random.default_rng(SEED)
    home, track = np.arange(24) % 4, rng.integers(0, 4, 240)
    entry, judge = np.nonzero(np.ones((240, 24), dtype=bool))
    affinity = 0.4 * (track[entry] == home[judge]) + 0.6 * rng.random(entry.size)
    out = {}
    for name, asked in (("topics", 0.0), ("joined", 0.6)):
        made = assign(entry, judge, affinity, n=240, j=24, wishes=Wishes(load_max=35, min_efficiency=asked))
        read = np.zeros((240, 24))
        read[made.entry, made.judge] = 1
        shared = np.triu(read.T @ read, 1)
        lines = [[int(a), int(b), int(shared[a, b])] for a, b in zip(*np.nonzero(shared), strict=True)]
        out[name] = {"lines": lines, "efficiency": made.a_eff, "kept": 100 * made.kept, "home": home.tolist()}
    return out


def spent() -> list[dict[str, Any]]:
    """Wrong places of a hundred under every way of spending reads, for 500 entries and 40 usual judges."""
    made = plan(Situation(500, 40), seed=SEED)
    return [
        {"first": line.first, "reads": line.reads, "wrong": line.wrong[0], "error": line.error[0]}
        for line in made.lines
        if not line.room
    ]


def kind(name: str) -> dict[str, Any]:
    """Everything about rounds of one kind."""
    pairs = judged(name)
    return {"found": found(pairs), "kept": kept(pairs)} | {
        part: look(pairs)
        for part, of, look in (("friends", "base", friends), ("habits", "panel", habits))
        if of == name
    }


PARTS: dict[str, Callable[[], Any]] = {
    "rounds": lambda: ROUNDS,
    **{name: partial(kind, name) for name in KINDS},
    "fields": fields,
    "twins": twins,
    "designs": designs,
    "spent": spent,
}


def measure(names: list[str]) -> None:
    """Measure these parts (all when none is named) and leave the others as they stand."""
    known = json.loads(NUMBERS.read_text(encoding="utf-8")) if NUMBERS.exists() else {}
    for name in names or PARTS:
        known[name] = rounded(PARTS[name]())
        sys.stdout.write(f"{name}\n")
        lines = ",\n".join(f'"{key}": {json.dumps(part)}' for key, part in sorted(known.items()))
        NUMBERS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list) else value


if __name__ == "__main__":
    measure(sys.argv[1:])
