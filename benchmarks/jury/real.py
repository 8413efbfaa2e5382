"""Real judged data: one review in ten hidden and foretold, against the plain mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.jury.rounds import Codes, Floats
from benchmarks.jury.row import Row, spread
from fairjury import bench

MOST = 60_000  # reviews of one set: whole judges are kept up to it
SMALL, LARGE = 1_000, 60_000  # a set of few reviews is hidden from more often, one of many scores twice


def real(folder: Path, *, reps: int) -> Iterator[Row]:
    """Every file of judged data in `folder` (columns entry, judge, criterion, score)."""
    changes: list[float] = []
    errors: list[float] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem.startswith("bids"):
            continue
        entry, judge, scores = _load(path)
        rounds = 20 * reps if entry.size < SMALL else min(reps, 2) if scores.size > LARGE else reps
        made = np.array([_foretell(entry, judge, scores, seed=rep) for rep in range(rounds)])
        change = float(_change(*made.mean(axis=0)))
        errors.append(spread([_change(*one) for one in made]))
        changes.append(change)
        detail = f"{rounds} times one in ten of {entry.size:,} reviews hidden"
        what = f"{path.stem}: error on hidden reviews against the mean, %"
        yield Row(what, change, "<= 0.5", "-16 to -1", detail, errors[-1])
    if changes:
        doubt = float(np.sqrt(np.sum(np.square(errors)))) / len(errors)
        yield Row("real data: mean over sets, %", float(np.mean(changes)), "<= -8.5", "", "", doubt)


def _change(ours: float, mean: float) -> float:
    """From two root mean square errors to the change in per cent."""
    return 100 * (ours / mean - 1)


def _load(path: Path) -> tuple[Codes, Codes, Floats]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pair = np.array([f"{row['entry']}\t{row['judge']}" for row in rows])
    names, at = np.unique(pair, return_inverse=True)
    criteria, which = np.unique([row["criterion"] for row in rows], return_inverse=True)
    wide = np.full((names.size, criteria.size), np.nan)
    wide[at[::-1], which[::-1]] = [float(row["score"] or "nan") for row in rows[::-1]]
    wide = wide[:, (~np.isnan(wide)).mean(axis=0) > 0.5]
    whole = ~np.isnan(wide).any(axis=1)
    parts = [name.split("\t") for name in names[whole]]
    entry, judge = (np.unique([p[side] for p in parts], return_inverse=True)[1] for side in (0, 1))
    return entry.astype(np.int64), judge.astype(np.int64), wide[whole]


def _foretell(entry: Codes, judge: Codes, scores: Floats, *, seed: int) -> tuple[float, float]:
    """Root mean square error of hidden totals, of the engine and of the entry's mean."""
    rng = np.random.default_rng(900 + seed)
    if entry.size > MOST:
        order = rng.permutation(judge.max() + 1)
        size = np.cumsum(np.bincount(judge)[order])
        keep = np.isin(judge, order[: np.searchsorted(size, MOST)])
        entry, judge, scores = entry[keep], judge[keep], scores[keep]
    reads, loads = np.bincount(entry), np.bincount(judge)
    hidden = (rng.random(entry.size) < 0.1) & (reads[entry] >= 2) & (loads[judge] >= 3)
    hidden &= (reads - np.bincount(entry[hidden], minlength=reads.size))[entry] >= 1
    known_e, e = np.unique(entry[~hidden], return_inverse=True)
    known_q, q = np.unique(judge[~hidden], return_inverse=True)
    total = scores.mean(axis=1)
    weights = np.full(scores.shape[1], 1 / scores.shape[1])
    fit = bench.fit(
        e, q, total[~hidden], known_e.size, known_q.size, scores=scores[~hidden], weights=weights, lo=scores.min(),
        hi=scores.max(),
    )  # fmt: skip
    asked = hidden & np.isin(entry, known_e) & np.isin(judge, known_q)
    at_e, at_q = np.searchsorted(known_e, entry[asked]), np.searchsorted(known_q, judge[asked])
    said = np.clip(fit.predict(at_e, at_q), scores.min(), scores.max())
    mean = np.bincount(e, total[~hidden]) / np.bincount(e)
    ours, plain = (float(np.sqrt(np.mean((guess - total[asked]) ** 2))) for guess in (said, mean[at_e]))
    return ours, plain
