"""Ballots in one canonical order, with the interval each score stands for."""

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats


@dataclass(frozen=True, slots=True)
class Table:
    """Reviews as arrays: codes (m,), scores (m, c) with NaN where missing, totals (m,) on the scores' scale."""

    entry: Codes
    judge: Codes
    scores: Floats
    weights: Floats
    total: Floats
    n: int
    j: int
    low: Floats  # (c,)
    high: Floats  # (c,)
    step: Floats  # (c,)
    track: Codes  # (n,) small whole numbers

    def take(self, rows: Codes) -> "Table":
        """Keep these rows."""
        return Table(
            self.entry[rows],
            self.judge[rows],
            self.scores[rows],
            self.weights,
            self.total[rows],
            self.n,
            self.j,
            self.low,
            self.high,
            self.step,
            self.track,
        )


FINEST = 1e-4  # a finer scale is as good as a continuous one
LADDER = 5  # different scores from which on their common step is that of the scale, not of the few who used it


def step_of(scores: Floats) -> float:
    """Distance between two neighbouring scores of a regular scale, read off the scores themselves.

    The largest step of which all gaps are multiples; whole scores count as steps of one until `LADDER` of them differ.
    """
    seen = np.unique(scores[np.isfinite(scores)])
    gaps = np.diff(seen)
    gaps = gaps[gaps > 1e-9]
    if gaps.size == 0:
        return 1.0
    smallest = float(gaps.min())
    if seen.size < LADDER:
        return 1.0 if smallest >= 1.0 and np.allclose(seen, np.rint(seen)) else smallest
    times = gaps / smallest
    if np.allclose(times, np.rint(times), atol=1e-6):
        return smallest
    fine = np.gcd.reduce(np.rint(gaps / FINEST).astype(np.int64)) * FINEST
    return float(fine) if fine > FINEST else smallest


def totals(scores: Floats, weights: Floats) -> Floats:
    """Weighted means of the criteria that were scored: (m, c), (c,) -> (m,)."""
    seen = np.isfinite(scores)
    weight = seen @ weights
    out: Floats = np.where(seen, scores, 0.0) @ weights / np.where(weight > 0, weight, 1.0)
    return out
