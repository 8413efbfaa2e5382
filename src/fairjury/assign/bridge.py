"""Bridges: the cheapest swaps of one read that make the judges comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairjury import chance
from fairjury.assign import flow
from fairjury.assign.graph import Comparability, comparability
from fairjury.assign.problem import NO_SPREAD, SCALE, TIE, Mask, Problem, looked_up
from fairjury.chance import Floats, Ints

#: A little above what is asked, so that rounding cannot miss it.
MARGIN = 1e-6
ROUNDING = 1e-9
#: So much above what is asked is worth another look for a cheaper way.
LAVISH, TRIES = 0.01, 4
#: Rounds without so much progress in efficiency before the floor under the worst-off gives way.
PATIENCE, FORWARD = 3, 0.02
Design = tuple[Mask, Comparability]
STEP, RISE, ROUNDS = 0.03, 1.25, 60
PARTS, PAIRS = 8, 2_000_000


@dataclass(frozen=True)
class Swaps:
    """Possible swaps: the edge that leaves, the edge that comes, what it costs (affinity) and gains (−trace)."""

    leave: Ints
    come: Ints
    cost: Floats
    gain: Floats


def measure(p: Problem, chosen: Mask) -> Comparability:
    return comparability(p.entry[chosen], p.judge[chosen], n=p.n, j=p.j)


def bridge(p: Problem, chosen: Mask, *, target: float, floors: Sequence[float]) -> tuple[Mask, Comparability]:
    """Swap single reads until the judge graph is one piece and its A-efficiency reaches `target`.

    Efficiency gets a price in affinity that rises from round to round; in each round one small flow makes the
    swaps that pay at that price (gain to first order, from L⁺²) within the loads. No entry's mean affinity falls
    under the first of the `floors` because of a swap; the next one counts when swaps above it lead no further.
    Returns the best design found, reached or not.
    """
    first = chosen, measure(p, chosen)
    best = now = first
    price, least, idle = 0.0, 0, 0
    for turn in range(ROUNDS):
        if now[1].a_eff >= target + MARGIN:
            return now
        if idle >= PATIENCE and least + 1 < len(floors):
            least, idle, price, now = least + 1, 0, 0.0, first
        swaps = _swaps(p, *now, floor=floors[least], turn=turn)
        price = max(price * RISE, _price(p, swaps, share=STEP))
        then = _step(p, now, swaps, price=price, target=target)
        idle = 0 if then[1].a_eff > now[1].a_eff + FORWARD or then[1].pieces < now[1].pieces else idle + 1
        now = then
        best = max(best, now, key=lambda design: (design[1].a_eff, -design[1].pieces))
    return best


def _step(p: Problem, now: Design, swaps: Swaps, *, price: float, target: float) -> Design:
    """Carry out the swaps that pay; where that is more than asked, as few as needed; `now` when nothing moves."""
    moved = _carry_out(p, now[0], swaps, price=price)
    if moved is None:
        return now
    then = moved, measure(p, moved)
    return (
        _just_enough(p, now, swaps, enough=then, price=price, target=target)
        if then[1].a_eff > target + LAVISH
        else then
    )


def _just_enough(p: Problem, now: Design, swaps: Swaps, *, enough: Design, price: float, target: float) -> Design:
    """The round again at lower prices (bisection), so that no more affinity is spent than the target asks."""
    low, high = 0.0, price
    for _ in range(TRIES):
        middle = 0.5 * (low + high)
        moved = _carry_out(p, now[0], swaps, price=middle)
        then = now if moved is None else (moved, measure(p, moved))
        if then[1].a_eff < target + MARGIN:
            low = middle
        else:
            high, enough = middle, then
    return enough


def _swaps(p: Problem, chosen: Mask, now: Comparability, *, floor: float, turn: int) -> Swaps:
    """Every allowed swap of one read of a sample of the entries."""
    sample = _sample(p, chosen, turn)
    rows = np.flatnonzero(sample[p.entry])
    leave = rows[chosen[rows] & ~p.fixed[rows]]
    start = np.searchsorted(p.entry, np.arange(p.n + 1))
    width = np.diff(start)[p.entry[leave]]
    out = np.repeat(leave, width)
    come = np.arange(out.size) - np.repeat(np.cumsum(width) - width, width) + np.repeat(start[p.entry[leave]], width)
    keep = ~chosen[come] & _spread_allows(p, chosen, out, come)
    out, come = out[keep], come[keep]
    cost = p.affinity[out] - p.affinity[come]
    keep = p.totals(chosen)[p.entry[out]] - cost >= floor * p.need[p.entry[out]] - ROUNDING
    out, come, cost = out[keep], come[keep], cost[keep]
    return Swaps(out, come, cost, _drop_of_trace(p, chosen, now.pull, out, come))


def _sample(p: Problem, chosen: Mask, turn: int) -> Mask:
    """Which entries may move this round: a share dealt anew each time, so that not all rush through one door."""
    pairs = p.entry.size * (np.count_nonzero(chosen) / max(p.n, 1))
    every = max(PARTS, int(np.ceil(pairs / PAIRS)))
    dealt = np.argsort(chance.mix(np.arange(p.n, dtype=np.uint64) + np.uint64(p.n * (turn // every))))
    out = np.zeros(p.n, dtype=bool)
    out[dealt[turn % every :: every]] = True
    return out


def _spread_allows(p: Problem, chosen: Mask, out: Ints, come: Ints) -> Mask:
    if p.spread >= NO_SPREAD:
        return np.ones(out.size, dtype=bool)
    counted = np.unique(p.region_key(chosen), return_counts=True)
    same = p.region[p.judge[out]] == p.region[p.judge[come]]
    allowed: Mask = same | (looked_up(p.region_key(come), counted) < p.spread)
    return allowed


def _drop_of_trace(p: Problem, chosen: Mask, pull: Floats, out: Ints, come: Ints) -> Floats:
    """How much tr L⁺ falls when `come` replaces `out`, to first order."""
    readers = _readers(p, chosen)
    entry, a, b = p.entry[out], p.judge[out], p.judge[come]
    k = p.need[entry].astype(np.float64)
    own = np.diag(pull)
    total = (k - 1) * (own[b] - own[a])
    for column in range(readers.shape[1]):
        other = readers[entry, column]
        real = (other >= 0) & (other != a)
        total -= 2 * np.where(real, pull[b, other] - pull[a, other], 0.0)
    drop: Floats = total / np.maximum(k, 1)
    return drop


def _readers(p: Problem, chosen: Mask) -> Ints:
    """(n, most reads) judges of every entry, -1 where there is none."""
    ids = np.flatnonzero(chosen)
    count = np.bincount(p.entry[ids], minlength=p.n)
    table = np.full((p.n, int(count.max(initial=0))), -1)
    first = np.cumsum(count) - count
    table[p.entry[ids], np.arange(ids.size) - first[p.entry[ids]]] = p.judge[ids]
    return table


def _price(p: Problem, swaps: Swaps, *, share: float) -> float:
    """Affinity per unit of trace at which `share` of the entries would swap if loads did not bind."""
    if swaps.leave.size == 0:
        return 0.0
    worth = swaps.gain / np.maximum(swaps.cost, COSTLESS)
    top = np.sort(np.maximum.reduceat(worth, _firsts(p.entry[swaps.leave])))[::-1]
    at = min(top.size, max(1, int(share * p.n))) - 1
    return float(1 / top[at]) if top[at] > 0 else 0.0


def _carry_out(p: Problem, chosen: Mask, swaps: Swaps, *, price: float) -> Mask | None:
    """Let one flow of single reads make the swaps that pay; None when nothing moves.

    Entries that would not swap by themselves may still move to make room, so that a full judge is no dead end.
    """
    entry = p.entry[swaps.leave]
    if entry.size == 0:
        return None
    net = price * swaps.gain - swaps.cost
    rank = np.lexsort((-net, entry))
    pick = rank[_firsts(entry[rank])]
    leaving = np.full(p.n, -1)
    leaving[entry[pick]] = swaps.leave[pick]
    mine = leaving[entry] == swaps.leave
    return _flow_of_swaps(p, chosen, leaving, come=swaps.come[mine], bonus=price * swaps.gain[mine])


def _firsts(groups: Ints) -> Ints:
    """Where each run of equal numbers starts."""
    return np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])


#: Swaps cheaper than this count as costing this much affinity.
COSTLESS = 0.01


def _flow_of_swaps(p: Problem, chosen: Mask, leaving: Ints, *, come: Ints, bonus: Floats) -> Mask | None:
    stay = leaving[leaving >= 0]
    held = chosen.copy()
    held[stay] = False
    rows = np.zeros(p.entry.size, dtype=bool)
    rows[come] = rows[stay] = True
    extra = np.zeros(p.entry.size)
    extra[come] = np.clip(bonus, -4.0, 4.0)
    gain = p.gain + np.rint(extra * SCALE).astype(np.int64) * TIE
    moved = flow.best(p, rows=rows, held=held, gain=gain)
    return moved if moved is not None and (moved != chosen).any() else None
