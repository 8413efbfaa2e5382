"""Simple ways to deal entries to judges; the engine's own assignment is `fairjury.assign`."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes

Pairs = tuple[Codes, Codes]


def even_design(n: int, j: int, reads: int, *, rng: np.random.Generator) -> Codes:
    """Deal `reads` different judges to each of n entries with loads equal to within about one: (n, reads)."""
    if reads > j:
        raise ValueError(f"{reads} different readers cannot be found among {j} judges")
    out = np.empty((n, reads), dtype=np.int64)
    for at in range(reads):
        deck = np.concatenate([rng.permutation(j) for _ in range(-(-n // j))])[:n]
        out[:, at] = rng.permutation(deck)
        _untangle(out, at, rng)
    return out


def _untangle(out: Codes, at: int, rng: np.random.Generator) -> None:
    """Swap repeated judges of an entry with those of random other entries until there are none."""
    for _ in range(200):
        repeated = np.flatnonzero((out[:, :at] == out[:, at : at + 1]).any(axis=1))
        if repeated.size == 0:
            return
        for entry, other in zip(repeated, rng.integers(0, out.shape[0], repeated.size), strict=True):
            out[entry, at], out[other, at] = out[other, at], out[entry, at]
    for entry in np.flatnonzero((out[:, :at] == out[:, at : at + 1]).any(axis=1)):
        free = np.setdiff1d(np.arange(out[:, : at + 1].max() + 1), out[entry, :at])
        out[entry, at] = rng.choice(free)


def by_track(track: Codes, j: int, reads: int, *, rng: np.random.Generator) -> Codes:
    """Judges stay in their home track; one in ten roams: (n, reads)."""
    home, roams = np.arange(j) % (int(track.max(initial=0)) + 1), rng.random(j) < 0.1
    out = np.empty((track.size, reads), dtype=np.int64)
    for t in np.unique(track):
        rows = np.flatnonzero(track == t)
        pool = np.flatnonzero((home == t) | roams)
        pool = pool if pool.size >= reads else np.arange(j)
        out[rows] = pool[even_design(rows.size, pool.size, reads, rng=rng)]
    return out


def chain(n: int, j: int, reads: int, *, rng: np.random.Generator) -> Codes:
    """Judges read only near their place in a circle: one piece, but barely: (n, reads)."""
    width = min(max(2 * reads, 6), j)
    start = np.arange(n) * j // n
    return (start[:, None] + np.argsort(rng.random((n, width)), axis=1)[:, :reads]) % j


def islands(n: int, j: int, reads: int, *, rng: np.random.Generator) -> Codes:
    """Two halves that share no judge: (n, reads)."""
    first = even_design(n // 2, j // 2, reads, rng=rng)
    return np.vstack([first, j // 2 + even_design(n - n // 2, j - j // 2, reads, rng=rng)])
