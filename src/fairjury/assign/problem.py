"""What an assignment must respect, as arrays in one canonical order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairjury import chance
from fairjury.chance import Floats, Ints, Keys

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Wishes:
    """The rules of one assignment. Loads and reads are a number for all or an array.

    per_entry  reads each entry must get, int or (n,)
    load_max   most reads of a judge, int or (j,)
    load_min   fewest reads of a judge, int or (j,); None: half the mean where that costs nobody much
    region     (j,) region or institution of each judge; with `spread` the most reads of one entry from one region
    min_efficiency  A-efficiency the judge graph must reach (0: not asked, pieces allowed)
    worst_share     the worst-off entry gets at least this share of what the affinity optimum's worst gets
    pair_chance     no judge gets a given entry with a probability above this (1: not asked)
    fixed      indices of edges that are already agreed and stay
    """

    per_entry: int | Ints = 3
    load_max: int | Ints = 10**9
    load_min: int | Ints | None = None
    region: Ints | None = None
    spread: int | None = None
    min_efficiency: float = 0.6
    worst_share: float = 1.0
    pair_chance: float = 1.0
    fixed: Ints | None = None
    seed: int = 0
    entry_keys: Keys | None = None
    judge_keys: Keys | None = None


@dataclass(frozen=True)
class Problem:
    """One assignment in canonical order: edges sorted by entry, then judge.

    `entry`, `judge`, `affinity`, `gain`, `fixed`, `source` have one value per edge that may be used; `source` is
    the caller's index of the edge, `gain` its affinity in whole steps with the seed's tie-break in the low bits;
    `entry_of` (n,) and `judge_of` (j,) are the caller's numbers; `soft` lower loads are favoured, not demanded.
    """

    n: int
    j: int
    entry: Ints
    judge: Ints
    affinity: Floats
    gain: Ints
    fixed: Mask
    source: Ints
    need: Ints
    high: Ints
    low: Ints
    region: Ints
    spread: int
    entry_of: Ints
    judge_of: Ints
    soft: bool

    def counts(self, chosen: Mask) -> tuple[Ints, Ints]:
        """Reads per entry (n,) and per judge (j,) of a chosen set."""
        return (
            np.bincount(self.entry[chosen], minlength=self.n),
            np.bincount(self.judge[chosen], minlength=self.j),
        )

    def worst(self, chosen: Mask) -> float:
        """The mean affinity per read of the worst-off entry among those who are to be read."""
        asked = self.need > 0
        return float((self.totals(chosen)[asked] / self.need[asked]).min(initial=np.inf))

    def totals(self, chosen: Mask) -> Floats:
        """Affinity each entry (n,) gets."""
        sums: Floats = np.bincount(self.entry[chosen], weights=self.affinity[chosen], minlength=self.n).astype(
            np.float64
        )
        return sums

    def region_key(self, edges: Mask | Ints) -> Ints:
        """A number for each edge's (entry, region) pair."""
        regions = int(self.region.max(initial=0)) + 1
        return self.entry[edges] * regions + self.region[self.judge[edges]]

    def crowded(self, chosen: Mask) -> Mask:
        """Entries (n,) that get more reads from one region than the spread allows."""
        keys, count = np.unique(self.region_key(chosen), return_counts=True)
        out = np.zeros(self.n, dtype=bool)
        out[keys[count > self.spread] // (int(self.region.max(initial=0)) + 1)] = True
        return out

    def but(self, **change: object) -> Problem:
        """The same problem with some rules changed."""
        return replace(self, **change)  # type: ignore[arg-type]


#: Affinity is counted in steps of 1/SCALE; below a step the seed breaks ties.
SCALE = 10_000
TIE = 8
NO_SPREAD = 1 << 30
#: What a read that brings a judge nearer to a lower load nobody demanded is worth, in affinity.
WELCOME = 0.1
#: The share of each upper load that is kept free for dropouts while a read there is worth less than this in affinity.
HEADROOM, TIGHT = 0.03, 0.02


def looked_up(keys: Ints, counted: tuple[Ints, Ints]) -> Ints:
    """The count of each key, 0 where it never came up; `counted` as np.unique(..., return_counts=True) gives it."""
    known, count = counted
    if known.size == 0:
        return np.zeros(keys.size, dtype=np.int64)
    at = np.minimum(np.searchsorted(known, keys), known.size - 1)
    return np.where(known[at] == keys, count[at], 0)


def pose(
    edge_entry: npt.ArrayLike, edge_judge: npt.ArrayLike, affinity: npt.ArrayLike, *, n: int, j: int, wishes: Wishes
) -> Problem:
    """Check the arrays and bring them into an order that depends on keys and seed only.

    `edge_entry`, `edge_judge` (m,) integer codes, `affinity` (m,) any real number, larger is better.
    Raises ValueError naming what is wrong with which edge.
    """
    entry, judge, score = _edges(edge_entry, edge_judge, affinity, n=n, j=j)
    words_e = chance.words(wishes.seed, n if wishes.entry_keys is None else wishes.entry_keys, use="assign/entry")
    words_q = chance.words(wishes.seed, j if wishes.judge_keys is None else wishes.judge_keys, use="assign/judge")
    place_e, place_q = _places(words_e), _places(words_q)
    drawn = chance.mix(words_e[entry] ^ chance.mix(words_q[judge]))
    fixed = np.zeros(entry.size, dtype=bool)
    fixed[np.asarray([] if wishes.fixed is None else wishes.fixed, dtype=np.int64)] = True
    code = place_e[entry] * j + place_q[judge]
    order = np.argsort(code, kind="stable")
    _refuse_doubles(code[order], order)
    if wishes.pair_chance < 1:
        is_open = fixed | (chance.uniform(chance.mix(drawn)) < wishes.pair_chance)
        order = order[is_open[order]]
    tie = (drawn[order] >> np.uint64(61)).astype(np.int64)
    return Problem(
        n=n,
        j=j,
        entry=place_e[entry[order]],
        judge=place_q[judge[order]],
        affinity=score[order],
        gain=np.rint(score[order] * (SCALE / _unit(score))).astype(np.int64) * TIE + tie,
        fixed=fixed[order],
        source=order,
        need=_placed(_each(wishes.per_entry, n, name="per_entry"), place_e),
        high=_placed(_each(wishes.load_max, j, name="load_max"), place_q),
        low=_placed(_lows(wishes, n, j), place_q),
        region=_placed(_codes(wishes.region, j), place_q),
        spread=NO_SPREAD if wishes.spread is None or wishes.region is None else int(wishes.spread),
        entry_of=np.argsort(place_e),
        judge_of=np.argsort(place_q),
        soft=wishes.load_min is None,
    )


def _edges(
    entry: npt.ArrayLike, judge: npt.ArrayLike, score: npt.ArrayLike, *, n: int, j: int
) -> tuple[Ints, Ints, Floats]:
    e, q, a = np.asarray(entry, dtype=np.int64), np.asarray(judge, dtype=np.int64), np.asarray(score, dtype=np.float64)
    if not e.shape == q.shape == a.shape or e.ndim != 1:
        msg = f"edges: entry, judge and affinity must have one length, got {e.shape}, {q.shape}, {a.shape}"
        raise ValueError(msg)
    for values, size, name in ((e, n, "entry"), (q, j, "judge")):
        wrong = np.flatnonzero((values < 0) | (values >= size))
        if wrong.size:
            msg = f"edge {wrong[0]}: {name} {values[wrong[0]]} is not in 0..{size - 1}"
            raise ValueError(msg)
    if not np.isfinite(a).all():
        msg = f"edge {int(np.flatnonzero(~np.isfinite(a))[0])}: affinity is not a number"
        raise ValueError(msg)
    return e, q, a


def _refuse_doubles(code: Ints, order: Ints) -> None:
    twice = np.flatnonzero(code[1:] == code[:-1])
    if twice.size:
        a, b = sorted((int(order[twice[0]]), int(order[twice[0] + 1])))
        msg = f"edges {a} and {b} name the same entry and judge"
        raise ValueError(msg)


def _unit(score: Floats) -> float:
    """The size of one affinity unit: 1 for affinities up to 1, the largest one otherwise."""
    return max(1.0, float(np.abs(score).max(initial=0.0)))


def _places(words: chance.Words) -> Ints:
    order = np.argsort(words, kind="stable")
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    return place


def _placed(values: Ints, place: Ints) -> Ints:
    out = np.empty_like(values)
    out[place] = values
    return out


def _each(value: int | Ints, size: int, *, name: str) -> Ints:
    array = np.asarray(value, dtype=np.int64)
    if array.shape not in ((), (size,)) or (array < 0).any():
        msg = f"{name}: one number >= 0 or {size} of them, got shape {array.shape}"
        raise ValueError(msg)
    return np.broadcast_to(array, (size,)).copy()


def _lows(wishes: Wishes, n: int, j: int) -> Ints:
    if wishes.load_min is not None:
        return _each(wishes.load_min, j, name="load_min")
    mean = int(_each(wishes.per_entry, n, name="per_entry").sum()) // max(j, 1)
    return np.minimum(mean // 2, _each(wishes.load_max, j, name="load_max"))


def _codes(region: Ints | None, j: int) -> Ints:
    if region is None:
        return np.zeros(j, dtype=np.int64)
    codes = np.unique(np.asarray(region), return_inverse=True)[1].astype(np.int64)
    if codes.shape != (j,):
        msg = f"region: one per judge, {j} of them, got shape {codes.shape}"
        raise ValueError(msg)
    return codes
