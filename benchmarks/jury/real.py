"""Real judged data: one review in ten hidden and foretold, against the plain mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.jury.rounds import Codes, Floats
from benchmarks.jury.row import Row
from fairjury import bench

MOST = 20_000


def real(folder: Path, *, reps: int) -> Iterator[Row]:
    """Every file of judged data in `folder` (columns entry, judge, criterion, score)."""
    changes = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem.startswith("bids"):
            continue
        entry, judge, scores = _load(path)
        change = float(np.mean([_foretell(entry, judge, scores, seed=rep) for rep in range(reps)]))
        changes.append(change)
        yield Row(f"{path.stem}: error on hidden reviews against the mean, %", change, "<= 0.5", "-16 to -1")
    if changes:
        yield Row("real data: mean over sets, %", float(np.mean(changes)), "<= -8.5", "")


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


def _foretell(entry: Codes, judge: Codes, scores: Floats, *, seed: int) -> float:
    """Change of the root mean square error of hidden totals, engine against the entry's mean, in per cent."""
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
    errors = [np.sqrt(np.mean((guess - total[asked]) ** 2)) for guess in (said, mean[at_e])]
    return float(100 * (errors[0] / errors[1] - 1))
