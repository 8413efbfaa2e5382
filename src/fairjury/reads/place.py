"""Placing a wave of reads: the most worth for the budget, within loads, never the same pair twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fairjury import chance
from fairjury.arrays import Codes, Flags, Floats
from fairjury.chance import Keys
from fairjury.reads.value import cut_level, worth


@dataclass(frozen=True)
class Cut:
    """One place where a decision falls: the `count` best of `among` (n,) (default: all) are in.

    `weight` is what a mistake here costs; by default one over the root of the count, so that a cut with few
    winners is not drowned by one with many.
    """

    count: int
    among: Flags | None = None
    weight: float | None = None

    @property
    def price(self) -> float:
        return 1 / np.sqrt(max(self.count, 1)) if self.weight is None else self.weight


@dataclass(frozen=True)
class Standing:
    """What is known before the wave: merit and se (n,), precision (j,) of one read, and the reads done (m,)."""

    merit: Floats
    se: Floats
    precision: Floats
    entry: Codes
    judge: Codes

    @property
    def shape(self) -> tuple[int, int]:
        return self.merit.size, self.precision.size


#: More reads of one entry than this are better spent in the meeting.
MOST = 12
#: A wave is placed in so many steps, each knowing how sure the ones before it will have made the entries.
STEPS = 4
#: Entries looked at per read to place.
WIDTH = 6


def next_reads(
    now: Standing,
    *,
    cuts: tuple[Cut, ...],
    budget: int,
    load_max: int | Codes | None = None,
    allowed: tuple[Codes, Codes] | None = None,
    seed: int = 0,
    keys: tuple[Keys, Keys] | None = None,
) -> tuple[Codes, Codes]:
    """The (entry, judge) pairs of the next wave, at most `budget`, most worth first within each step.

    load_max  most reads of a judge, those done included, int or (j,); default 1.5 times the mean after the wave
    allowed   entries and judges (edges,) of the pairs that may be used (conflicts left out); default: all
    An undecided entry at any of the `cuts` draws reads; reliable judges first until their load is full. Small waves
    gain more than large ones: after each, calibrate again.
    """
    n, j = now.shape
    room = _room(now, budget=budget, load_max=load_max)
    free = _Free(now, allowed)
    tie = _tie(n, j, seed=seed, keys=keys)
    distances = _distances(now, cuts)
    variance, have = now.se**2, np.bincount(now.entry, minlength=n)
    pairs: list[tuple[Codes, Codes]] = []
    left = budget
    while left > 0:
        step = min(left, max(1, -(-budget // STEPS)))
        sure = replace(now, se=np.sqrt(variance))
        e, q = _step(sure, distances=distances, step=step, room=room, free=free, open_=have < MOST, tie=tie)
        if e.size == 0:
            break
        pairs.append((e, q))
        free.take(e, q)
        room -= np.bincount(q, minlength=j)
        have += np.bincount(e, minlength=n)
        variance[e] = 1 / (1 / variance[e] + now.precision[q])
        left -= e.size
    none = np.zeros(0, dtype=np.int64)
    return (np.concatenate([none, *(e for e, _ in pairs)]), np.concatenate([none, *(q for _, q in pairs)]))


def _room(now: Standing, *, budget: int, load_max: int | Codes | None) -> Codes:
    j = now.precision.size
    most = int(1.5 * (now.entry.size + budget) / j) if load_max is None else load_max
    room: Codes = np.broadcast_to(np.asarray(most, dtype=np.int64), (j,)) - np.bincount(now.judge, minlength=j)
    return np.maximum(room, 0)


def _tie(n: int, j: int, *, seed: int, keys: tuple[Keys, Keys] | None) -> tuple[Codes, Codes]:
    """Canonical places of entries and judges, by which equal worths are ordered."""
    use_e, use_q = keys or (n, j)
    entry, judge = (chance.words(seed, own, use=use) for own, use in ((use_e, "reads/e"), (use_q, "reads/q")))
    return np.argsort(np.argsort(entry)), np.argsort(np.argsort(judge))


class _Free:
    """Which pairs may still be used: allowed, and not read yet."""

    def __init__(self, now: Standing, allowed: tuple[Codes, Codes] | None) -> None:
        self.n, self.j = now.shape
        self.seen = np.unique(now.entry * self.j + now.judge)
        self.allowed = None if allowed is None else np.unique(allowed[0] * self.j + allowed[1])

    def take(self, entry: Codes, judge: Codes) -> None:
        self.seen = np.union1d(self.seen, entry * self.j + judge)

    def among(self, entries: Codes) -> Flags:
        """(entries, j) whether the pair is free."""
        codes = entries[:, None] * self.j + np.arange(self.j)
        free: Flags = ~np.isin(codes, self.seen)
        return free if self.allowed is None else free & np.isin(codes, self.allowed)

    def entries(self, able: Flags) -> Flags:
        """(n,) whether an entry has a free pair with a judge who is able (j,)."""
        if self.allowed is None:
            taken = np.bincount(self.seen[able[self.seen % self.j]] // self.j, minlength=self.n)
            return taken < int(able.sum())
        left = np.setdiff1d(self.allowed, self.seen, assume_unique=True)
        return np.bincount(left[able[left % self.j]] // self.j, minlength=self.n) > 0


def _step(
    now: Standing,
    *,
    distances: list[tuple[float, Floats]],
    step: int,
    room: Codes,
    free: _Free,
    open_: Flags,
    tie: tuple[Codes, Codes],
) -> tuple[Codes, Codes]:
    """At most one read for each of the entries with the most to gain."""
    able = room > 0
    usual = np.array([now.precision[able].mean() if able.any() else 0.0])
    rough = _summed(distances, now.se, usual)
    rough[~(open_ & free.entries(able))] = 0.0
    order = np.lexsort((tie[0], -rough))
    near = order[: max(WIDTH * step, 50)]
    near = near[rough[near] > 0]
    gain = np.where(free.among(near) & able, _matrix(distances, now.se, now.precision, near), 0.0)
    return _greedy(near, gain, step=step, room=room, tie=tie)


def _distances(now: Standing, cuts: tuple[Cut, ...]) -> list[tuple[float, Floats]]:
    """Per cut its price and every entry's distance (n,) from its level, infinite for entries that do not compete."""
    out = []
    for cut in cuts:
        field = np.ones(now.merit.size, dtype=bool) if cut.among is None else cut.among
        level = cut_level(now.merit[field], now.se[field], cut.count)
        out.append((cut.price, np.where(field, now.merit - level, np.inf)))
    return out


def _summed(distances: list[tuple[float, Floats]], se: Floats, precision: Floats) -> Floats:
    """(n,) worth of a read by a usual judge over all cuts."""
    total = np.zeros(se.size)
    for price, distance in distances:
        total += price * worth(distance, se, precision)
    return total


def _matrix(distances: list[tuple[float, Floats]], se: Floats, precision: Floats, near: Codes) -> Floats:
    """(near, j) worth of a read of each near entry by each judge over all cuts."""
    total = np.zeros((near.size, precision.size))
    for price, distance in distances:
        total += price * worth(distance[near][:, None], se[near][:, None], precision[None, :])
    return total


def _greedy(near: Codes, gain: Floats, *, step: int, room: Codes, tie: tuple[Codes, Codes]) -> tuple[Codes, Codes]:
    """The pairs with the most gain, one per entry, until the step is placed or loads are full."""
    row, judge = np.nonzero(gain > 0)
    order = np.lexsort((tie[1][judge], tie[0][near[row]], -gain[row, judge]))
    left, done = room.copy(), np.zeros(near.size, dtype=bool)
    entries, judges = [], []
    for at in order:
        i, q = int(row[at]), int(judge[at])
        if done[i] or left[q] <= 0:
            continue
        done[i] = True
        left[q] -= 1
        entries.append(int(near[i]))
        judges.append(q)
        if len(entries) == step:
            break
    return np.array(entries, dtype=np.int64), np.array(judges, dtype=np.int64)
