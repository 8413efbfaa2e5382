"""A canonical order of entries and judges, so that the order in which they are handed over changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from fairjury.arrays import Codes, Floats, Words

from .compiled import compiled

ROUNDS = 3


@compiled
def _mix(x: np.uint64) -> np.uint64:
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@compiled
def _rows(bits: Words) -> Words:
    """One word per row of (m, c) words."""
    out = np.zeros(bits.shape[0], dtype=np.uint64)
    for m in range(bits.shape[0]):
        for c in range(bits.shape[1]):
            out[m] = _mix(out[m] + bits[m, c] + np.uint64(c + 1))
    return out


@compiled
def _refine(entry: Codes, judge: Codes, rows: Words, entries: Words, judges: Words) -> None:
    """Give every entry the sum of what its judges look like, then every judge the sum of its entries."""
    fresh = np.zeros_like(entries)
    for m in range(entry.size):
        fresh[entry[m]] += _mix(rows[m] + _mix(judges[judge[m]] + np.uint64(1)))
    for i in range(entries.size):
        entries[i] = _mix(entries[i] + fresh[i])
    other = np.zeros_like(judges)
    for m in range(entry.size):
        other[judge[m]] += _mix(rows[m] + _mix(entries[entry[m]] + np.uint64(2)))
    for j in range(judges.size):
        judges[j] = _mix(judges[j] + other[j])


def from_content(entry: Codes, judge: Codes, scores: Floats, j: int, *, track: Codes) -> tuple[Words, Words]:
    """Keys made of nothing but the scores (Weisfeiler-Lehman colours): (n,), (j,).

    Two entries get the same key only when the scores cannot tell them apart.
    """
    rows = _rows((scores + 0.0).view(np.uint64).reshape(scores.shape))
    entries, judges = track.astype(np.uint64), np.zeros(j, dtype=np.uint64)
    for _ in range(ROUNDS):
        _refine(entry, judge, rows, entries, judges)
    return entries, judges


def from_names(names: Sequence[str]) -> Words:
    """Keys made of stable names: (n,)."""
    made = (hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.array([int.from_bytes(raw, "big") for raw in made], dtype=np.uint64)
