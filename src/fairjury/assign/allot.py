"""The whole assignment: flow, spread, fairness to the worst-off, bridges, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairjury import chance
from fairjury.assign import blame, flow
from fairjury.assign.bridge import bridge, measure
from fairjury.assign.fair import lift
from fairjury.assign.graph import Comparability, islands
from fairjury.assign.problem import Mask, Problem, Wishes, pose
from fairjury.chance import Ints


@dataclass(frozen=True)
class Assignment:
    """Who reads what, and how good that is.

    edges      indices of the chosen edges, ascending
    entry, judge  (reads,) the pairs, in the order of `edges`
    load       (j,) reads of each judge
    optimum    largest total affinity with the loads alone; `kept` is this assignment's share of it
    worst      the worst-off entry's mean affinity per read; `worst_share` its share of what the optimum's worst gets
    pieces, a_eff, weakest  connectivity of the judge graph (see `comparability`)
    spread     most reads of one entry from one region
    """

    edges: Ints
    entry: Ints
    judge: Ints
    load: Ints
    optimum: float
    kept: float
    worst: float
    worst_share: float
    pieces: int
    a_eff: float
    weakest: float
    spread: int


def assign(
    edge_entry: npt.ArrayLike, edge_judge: npt.ArrayLike, affinity: npt.ArrayLike, *, n: int, j: int, wishes: Wishes
) -> Assignment:
    """Choose edges so that every wish holds and total affinity is as large as it can be.

    `edge_entry`, `edge_judge`, `affinity` (m,): the pairs that are allowed (a conflict is an absent edge). Raises
    ValueError for faulty arrays and `Infeasible` with the smallest set of rules that cannot hold together.
    Method: min-cost flow as in OpenReview's matchers and HotCRP, with lower loads and laminar caps, then bridges
    (MacKay et al. 2017 show why comparability must be designed, not hoped for).
    """
    p = pose(edge_entry, edge_judge, affinity, n=n, j=j, wishes=wishes)
    optimum = flow.best(p)
    if optimum is None:
        raise blame.infeasible(p, wishes=wishes)
    chosen = _fair_and_spread(p, optimum)
    if chosen is None:
        raise blame.infeasible(p, wishes=wishes)
    if wishes.min_efficiency > 0:
        floor = p.worst(optimum) * wishes.worst_share
        chosen = _joined(p, chosen, wishes=wishes, floor=floor)
    return described(p, chosen, optimum=optimum, pairs=(edge_entry, edge_judge))


def _fair_and_spread(p: Problem, optimum: Mask) -> Mask | None:
    """Lift the worst-off, then spread; where the lifted edges leave no room for the spread, from all edges."""
    rows, fair = lift(p, optimum)
    spread = flow.spread_out(p, fair, rows=rows)
    return flow.spread_out(p, optimum, rows=np.ones_like(rows)) if spread is None else spread


def _joined(p: Problem, chosen: Mask, *, wishes: Wishes, floor: float) -> Mask:
    """Bridge until the judges compare as asked: first without harm to the worst-off, then at any price.

    Where swaps from the best assignment lead nowhere, they start from designs drawn without regard to affinity.
    """
    if _apart(p):
        raise blame.too_separate(p, wishes=wishes, reached=measure(p, chosen))
    tries = next(count for most, count in BLIND if p.n <= most)
    found: list[Comparability] = []
    for turn in range(1 + tries):
        start = _blind(p, turn) if turn else chosen
        if start is None:
            continue
        floors = [-np.inf] if turn else [floor, 0.95 * floor, 0.9 * floor, -np.inf]
        joined, reached = bridge(p, start, target=wishes.min_efficiency, floors=floors)
        if reached.a_eff >= wishes.min_efficiency:
            return joined
        found.append(reached)
    raise blame.too_separate(p, wishes=wishes, reached=max(found, key=lambda graph: (graph.a_eff, -graph.pieces)))


def _apart(p: Problem) -> bool:
    """Whether even all candidate pairs together leave entries in pieces."""
    piece = islands(p.entry, p.judge, n=p.n, j=p.j)[: p.n]
    return bool(np.unique(piece[p.need > 0]).size > 1)


#: How many blind designs are tried before a comparability is called out of reach: (up to so many entries, tries).
BLIND = ((20, 400), (100, 60), (2_000, 12), (10**9, 3))


def _blind(p: Problem, turn: int) -> Mask | None:
    words = chance.mix(np.arange(p.entry.size, dtype=np.uint64) + np.uint64(turn * p.entry.size))
    gain = (words >> np.uint64(48)).astype(np.int64)
    return flow.best(p, gain=gain, hubs=np.ones(p.n, dtype=bool))


def described(p: Problem, chosen: Mask, *, optimum: Mask, pairs: tuple[npt.ArrayLike, npt.ArrayLike]) -> Assignment:
    """The chosen edges in the caller's numbers, with their measures; `pairs` are the caller's edges."""
    edges = np.sort(p.source[chosen])
    entry, judge = (np.asarray(side, dtype=np.int64)[edges] for side in pairs)
    graph = measure(p, chosen)
    total, top = float(p.affinity[chosen].sum()), float(p.affinity[optimum].sum())
    worst, best_worst = p.worst(chosen), p.worst(optimum)
    return Assignment(
        edges=edges,
        entry=entry,
        judge=judge,
        load=np.bincount(judge, minlength=p.j),
        optimum=top,
        kept=total / top if top > 0 else 1.0,
        worst=worst,
        worst_share=worst / best_worst if best_worst > 0 else 1.0,
        pieces=graph.pieces,
        a_eff=graph.a_eff,
        weakest=graph.weakest,
        spread=int(np.unique(p.region_key(chosen), return_counts=True)[1].max(initial=0)),
    )
