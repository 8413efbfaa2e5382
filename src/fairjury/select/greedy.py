"""The best winners of one prize by taking the best in turn, where that is exact."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes, Flags
from fairjury.select.rulebook import Prize


def take(prize: Prize, *, worth: Codes, may: Flags) -> Codes | None:
    """Winners by decreasing worth under at most one quota; None when its floors cannot be met.

    Exact for floors and caps on disjoint groups: the sets that respect them are the bases of a matroid, and floors
    first, then the best of the rest, is its greedy algorithm. A place nobody may take stays vacant.
    """
    order = np.flatnonzero(may)
    order = order[np.argsort(-worth[order], kind="stable")]
    if not prize.quotas:
        return order[: prize.count]
    quota = prize.quotas[0]
    label = quota.label[order]
    place = _place_in_group(label)
    must = np.zeros(order.size, dtype=bool)
    allowed = np.ones(order.size, dtype=bool)
    for group, least in quota.floor.items():
        mine = (label == group) & (place < least)
        if mine.sum() < least:
            return None
        must |= mine
    for group, most in quota.cap.items():
        allowed &= ~((label == group) & (place >= most))
    if (must & ~allowed).any() or must.sum() > prize.count:
        return None
    rest = np.flatnonzero(allowed & ~must)[: prize.count - int(must.sum())]
    must[rest] = True
    return order[must]


def _place_in_group(label: np.ndarray) -> Codes:
    """0 for the first of its group, 1 for the second …"""
    place = np.empty(label.size, dtype=np.int64)
    order = np.argsort(label, kind="stable")
    ordered = label[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if label.size else np.zeros(0, dtype=np.int64)
    place[order] = np.arange(label.size) - np.repeat(first, np.diff(np.r_[first, label.size]))
    return place
