"""The chance of each entry to be among the k best."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from fairjury.arrays import Floats, Singles


def top_by_draws(draws: Singles, k: int) -> Floats:
    """Share of the joint draws (s, n) in which each entry is among the k best: (n,)."""
    s, n = draws.shape
    if k >= n:
        return np.ones(n)
    count = np.zeros(n)
    for draw in draws:
        count[np.argpartition(-draw, k)[:k]] += 1.0
    out: Floats = count / max(s, 1)
    return out


def top_by_normals(merit: Floats, se: Floats, k: int) -> Floats:
    """The same for independent normals: one common cut, placed so that the chances add to k."""
    if k >= merit.size:
        return np.ones(merit.size)
    se = np.maximum(se, 1e-9)
    low, high = float((merit - 9 * se).min()), float((merit + 9 * se).max())
    for _ in range(80):
        cut = 0.5 * (low + high)
        low, high = (cut, high) if ndtr((merit - cut) / se).sum() > k else (low, cut)
    out: Floats = ndtr((merit - low) / se)
    return out
