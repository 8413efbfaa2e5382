"""Minimum-cost flow over an assignment problem (OR-tools' cost-scaling push-relabel)."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from fairjury.assign.problem import HEADROOM, NO_SPREAD, SCALE, TIE, TIGHT, WELCOME, Mask, Problem, looked_up
from fairjury.chance import Ints

#: Up to this many entries the spread is solved exactly, in one network.
EXACT_SPREAD = 2_000


def best(
    p: Problem,
    *,
    rows: Mask | None = None,
    held: Mask | None = None,
    gain: Ints | None = None,
    hubs: Mask | None = None,
) -> Mask | None:
    """The set of edges (m,) of largest total gain that meets reads and loads, or None when there is none.

    `rows` (m,) are the edges that may be added (all) to those `held` (m,) already (none); `hubs` (n,) the entries
    whose spread is enforced. Lower loads are demands of the judges' own nodes, so they hold exactly; the spread is
    a layer of hubs between entry and judge (laminar, so the flow stays integral).
    """
    held = p.fixed if held is None else held
    ids = np.flatnonzero(~held if rows is None else rows & ~held)
    have, load = p.counts(held)
    need, high, wish = p.need - have, p.high - load, np.maximum(p.low - load, 0)
    low = np.zeros_like(wish) if p.soft else wish
    left = int(need.sum() - low.sum())
    if not _can_balance(left, need, low, high):
        return None
    net = min_cost_flow.SimpleMinCostFlow()
    tail, sink = _tails(net, p, ids, held=held, hubs=hubs)
    value = (p.gain if gain is None else gain)[ids]
    arcs = net.add_arcs_with_capacity_and_unit_cost(tail, p.n + p.judge[ids], np.ones(ids.size, dtype=np.int64), -value)
    _to_sink(net, p, sink, room=high - low, welcome=np.minimum(wish, high) if p.soft else low * 0)
    net.set_nodes_supplies(np.arange(p.n + p.j), np.r_[need, -low])
    net.set_nodes_supplies(np.array([sink]), np.array([-left]))
    if net.solve() != net.OPTIMAL:
        return None
    taken = held.copy()
    taken[ids[np.asarray(net.flows(arcs)) > 0]] = True
    return taken


def _can_balance(left: int, need: Ints, low: Ints, high: Ints) -> bool:
    """Whether the demands (n,) and loads (j,) do not contradict each other before any edge is looked at."""
    return left >= 0 and not (need < 0).any() and not (low > high).any()


def _to_sink(net: min_cost_flow.SimpleMinCostFlow, p: Problem, sink: int, *, room: Ints, welcome: Ints) -> None:
    """Room of every judge (j,) towards the sink: the first `welcome` of it at a bonus, the last at a price."""
    spare = np.minimum(np.ceil(p.high * HEADROOM).astype(np.int64), room - welcome)
    for share, worth in ((welcome, WELCOME), (room - welcome - spare, 0.0), (spare, -TIGHT)):
        cost = np.full(p.j, -int(worth * SCALE) * TIE)
        net.add_arcs_with_capacity_and_unit_cost(p.n + np.arange(p.j), np.full(p.j, sink), share, cost)


def _arcs(net: min_cost_flow.SimpleMinCostFlow, tail: Ints, head: Ints, room: Ints) -> None:
    net.add_arcs_with_capacity_and_unit_cost(tail, head, room, np.zeros(tail.size, dtype=np.int64))


def _tails(
    net: min_cost_flow.SimpleMinCostFlow, p: Problem, ids: Ints, *, held: Mask, hubs: Mask | None
) -> tuple[Ints, int]:
    """Where each edge's arc starts (its entry, or the entry's hub for the judge's region) and the next free node."""
    first, tail = p.n + p.j, p.entry[ids]
    if hubs is None or p.spread >= NO_SPREAD:
        return tail, first
    under = hubs[tail]
    used, which = np.unique(p.region_key(ids[under]), return_inverse=True)
    room = p.spread - looked_up(used, np.unique(p.region_key(held), return_counts=True))
    tail = tail.copy()
    tail[under] = first + which
    _arcs(net, used // (int(p.region.max(initial=0)) + 1), first + np.arange(used.size), np.maximum(room, 0))
    return tail, first + used.size


def lows_fit(p: Problem) -> bool:
    """Whether every judge can get the lowest load when entries take any number of reads; fixed reads stand."""
    load = p.counts(p.fixed)[1]
    low = np.maximum(p.low - load, 0)
    if (p.low > p.high).any() or (load > p.high).any() or p.crowded(p.fixed).any():
        return False
    net, ids = min_cost_flow.SimpleMinCostFlow(), np.flatnonzero(~p.fixed)
    tail, pool = _tails(net, p, ids, held=p.fixed, hubs=np.ones(p.n, dtype=bool))
    _arcs(net, np.full(p.n, pool), np.arange(p.n), np.full(p.n, p.j))
    _arcs(net, tail, p.n + p.judge[ids], np.ones(ids.size, dtype=np.int64))
    net.set_nodes_supplies(np.r_[p.n + np.arange(p.j), pool], np.r_[-low, low.sum()])
    return bool(net.solve() == net.OPTIMAL)


def most_reads(p: Problem) -> Mask:
    """As many reads as upper loads allow, entries and lower loads unserved where they cannot be (no spread)."""
    net, ids = min_cost_flow.SimpleMinCostFlow(), np.flatnonzero(~p.fixed)
    have, load = p.counts(p.fixed)
    need, sink = np.maximum(p.need - have, 0), p.n + p.j
    arcs = net.add_arcs_with_capacity_and_unit_cost(
        p.entry[ids], p.n + p.judge[ids], np.ones(ids.size, dtype=np.int64), np.zeros(ids.size, dtype=np.int64)
    )
    _arcs(net, p.n + np.arange(p.j), np.full(p.j, sink), np.maximum(p.high - load, 0))
    net.add_arcs_with_capacity_and_unit_cost(np.arange(p.n), np.full(p.n, sink), need, np.ones(p.n, dtype=np.int64))
    net.set_nodes_supplies(np.r_[np.arange(p.n), sink], np.r_[need, -need.sum()])
    net.solve()
    taken = p.fixed.copy()
    taken[ids[np.asarray(net.flows(arcs)) > 0]] = True
    return taken


def spread_out(p: Problem, taken: Mask, *, rows: Mask) -> Mask | None:
    """`taken` (best without the spread) changed so that no entry has too many reads from one region; edges of `rows`.

    Small problems are solved anew with hubs for all. Large ones are solved again for the entries that break the
    rule with everything else held, which costs a few ten-thousandths of affinity and a tenth of the time.
    """
    every = np.ones(p.n, dtype=bool)
    free = p.crowded(taken)
    if not free.any():
        return taken
    if p.n > EXACT_SPREAD:
        again = best(p, rows=rows & free[p.entry], held=taken & (~free[p.entry] | p.fixed), hubs=free)
        if again is not None:
            return again
    return best(p, rows=rows, hubs=every)
