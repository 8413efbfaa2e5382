"""Fairness to the worst-off: no pair below a floor that is raised as high as it will go."""

from __future__ import annotations

import numpy as np

from fairjury.assign import flow
from fairjury.assign.problem import Mask, Problem

STEPS = 8
#: Up to so many entries; beyond, the best total was never seen to be unfair enough for a dozen more flows to pay.
MOST = 3_000
#: The most affinity fairness may cost; beyond, the best total stands.
PRICE = 0.005


def lift(p: Problem, taken: Mask) -> tuple[Mask, Mask]:
    """Raise the worst accepted pair by bisection, then take the best total above it (Stelmakh et al. 2019's idea).

    Returns the edges (m,) above the floor and the assignment; every edge and `taken` (the best total) when lifting
    helps no worst-off entry or costs more than `PRICE` of the affinity.
    """
    every = np.ones(p.entry.size, dtype=bool)
    if p.n > MOST:
        return every, taken
    rows = _bisected(p, low=float(p.affinity[taken].min(initial=np.inf)), high=float(_reach(p).min(initial=np.inf)))
    fair = None if rows.all() else flow.best(p, rows=rows)
    if fair is None or not _pays(p, fair, taken):
        return every, taken
    return rows, fair


def _bisected(p: Problem, *, low: float, high: float) -> Mask:
    """The edges (m,) above the highest floor under which an assignment was found; all of them where none was."""
    rows = np.ones(p.entry.size, dtype=bool)
    flat = np.zeros(p.entry.size, dtype=np.int64)
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        tried = (p.affinity >= middle) | p.fixed
        if high - low < 1e-3 * abs(high) or not _enough(p, tried) or flow.best(p, rows=tried, gain=flat) is None:
            high = middle
        else:
            low, rows = middle, tried
    return rows


def _pays(p: Problem, fair: Mask, taken: Mask) -> bool:
    """Whether fairness helps a worst-off entry at no more than its price."""
    cheap = p.affinity[fair].sum() >= (1 - PRICE) * p.affinity[taken].sum()
    return bool(cheap and p.worst(fair) > p.worst(taken))


def _reach(p: Problem) -> np.ndarray:
    """(n,) the best affinity each entry has a candidate for; the floor cannot be above the least of them."""
    reach = np.full(p.n, -np.inf)
    np.maximum.at(reach, p.entry, p.affinity)
    return np.where(p.need > 0, reach, np.inf)


def _enough(p: Problem, rows: Mask) -> bool:
    """Whether every entry and judge has edges enough, which is quicker to see than a flow."""
    degree = np.bincount(p.entry[rows], minlength=p.n)
    return bool((degree >= p.need).all() and (p.soft or (np.bincount(p.judge[rows], minlength=p.j) >= p.low).all()))
