"""Small generated assignment problems: tracks, regions, institutions and taste."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury.chance import Floats, Ints


@dataclass(frozen=True)
class Pool:
    n: int
    j: int
    entry: Ints
    judge: Ints
    affinity: Floats
    region: Ints


def pool(n: int, j: int, *, seed: int, tracks: int = 4, density: float = 1.0) -> Pool:
    """Every entry and judge has a home track; affinity is high at home; `density` of the pairs are free of conflict."""
    rng = np.random.default_rng(seed)
    home, track = np.arange(j) % tracks, rng.integers(0, tracks, n)
    entry, judge = np.nonzero(rng.random((n, j)) < density)
    affinity = 0.4 * (track[entry] == home[judge]) + 0.6 * rng.random(entry.size)
    return Pool(n, j, entry, judge, affinity, rng.integers(0, 4, j))
