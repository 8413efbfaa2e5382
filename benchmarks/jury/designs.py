"""Who reads what: time, affinity kept, comparability, the worst-off, and repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.jury.rounds import Codes, Floats
from benchmarks.jury.row import Row, cpu, spread
from fairjury import bench
from fairjury.assign import Wishes, assign, comparability
from fairjury.rules import Infeasible

LEAVING = 30  # dropouts tried at 500 x 30: every judge once
LIMITS = {(500, 30): 0.2, (5_000, 200): 1.0, (20_000, 500): 5.0, (100_000, 1_000): 40.0}
KNOWN = {(500, 30): ".05 spread alone", (5_000, 200): ".3", (20_000, 500): "2", (100_000, 1_000): "20"}


@dataclass
class Pool:
    """A track-structured award: candidate pairs with affinity, conflicts left out."""

    n: int
    j: int
    entry: Codes
    judge: Codes
    affinity: Floats
    region: Codes

    @property
    def load_max(self) -> int:
        return int(np.ceil(1.15 * 3 * self.n / self.j))


def pool(n: int, j: int, *, seed: int, tracks: int = 8) -> Pool:
    """The 24 best judges of every entry and 8 others; taste is home track, second track, topic and chance."""
    rng = np.random.default_rng(seed)
    track, home = rng.integers(0, tracks, n), np.arange(j) % tracks
    second, topic = (home + rng.integers(1, tracks, j)) % tracks, rng.standard_normal((j, 6))
    kept: list[tuple[Codes, Codes, Floats]] = []
    for first in range(0, n, 2_000):
        rows = np.arange(first, min(first + 2_000, n))
        near = 1 / (1 + np.exp(-(rng.standard_normal((rows.size, 6)) @ topic.T) / 2))
        liking = 0.5 * (track[rows][:, None] == home) + 0.25 * (track[rows][:, None] == second) + 0.2 * near
        liking += 0.05 * rng.random(liking.shape)
        cut = np.partition(liking, -min(24, j), axis=1)[:, -min(24, j)]
        free = (liking >= cut[:, None]) | (rng.random(liking.shape) < 8 / j)
        free &= rng.random(liking.shape) > 0.02
        at, judge = np.nonzero(free)
        kept.append((rows[at], judge.astype(np.int64), liking[at, judge]))
    entry, judge, affinity = (np.concatenate(part) for part in zip(*kept, strict=True))
    return Pool(n, j, entry, judge, affinity, rng.integers(0, 5, j))


def designs(*, seed: int, largest: int) -> Iterator[Row]:
    """The whole assignment with every rule, at each size up to `largest` entries."""
    for (n, j), limit in LIMITS.items():
        if n > largest:
            continue
        made = pool(n, j, seed=seed)
        wishes = Wishes(load_max=made.load_max, region=made.region, spread=2, seed=seed)
        with cpu() as clock:
            chosen = assign(made.entry, made.judge, made.affinity, n=n, j=j, wishes=wishes)
        free = Wishes(load_max=made.load_max, load_min=0, min_efficiency=0.0, seed=seed)
        best = assign(made.entry, made.judge, made.affinity, n=n, j=j, wishes=free)
        graph = comparability(chosen.entry, chosen.judge, n=n, j=j)
        kept = made.affinity[chosen.edges].sum() / best.optimum
        loads = f"loads {chosen.load.min()}-{chosen.load.max()}"
        detail = f"best affinity alone: A-eff {best.a_eff:.2f}, {best.pieces} pieces; {loads}"
        worst = 3 * chosen.worst / _worst(made, best.edges)
        yield Row(f"{n:,} x {j}: assignment with all rules, CPU s", clock.seconds, f"<= {limit}", KNOWN[n, j], detail)
        yield Row(f"{n:,} x {j}: A-efficiency ({graph.pieces} piece)", graph.a_eff, ">= 0.6", ".57-.73")
        yield Row(f"{n:,} x {j}: affinity kept", float(kept), ">= 0.97", ".97-.98 at .57")
        yield Row(
            f"{n:,} x {j}: worst-off against the optimum's",
            worst,
            ">= 0.9",
            ".75-.91",
        )
        yield from _repair(made, best.edges)


def _worst(made: Pool, edges: Codes) -> float:
    return float(np.bincount(made.entry[edges], made.affinity[edges], made.n).min())


def _repair(made: Pool, edges: Codes) -> Iterator[Row]:
    """One judge leaves the best assignment; compared with solving everything anew without that judge."""
    seconds, share, touched, refused = [], [], 0, 0
    leaving = np.random.default_rng(1).permutation(made.j)[: LEAVING if made.n <= 500 else 4]
    for gone in leaving:
        try:
            with cpu() as clock:
                after = bench.repair(
                    made.entry, made.judge, made.affinity, made.n, made.j, edges, [gone], per_entry=3,
                    load_max=made.load_max,
                )  # fmt: skip
        except Infeasible:
            refused += 1
            continue
        seconds.append(clock.seconds)
        touched += np.setdiff1d(edges[made.judge[edges] != gone], after).size
        share.append(float(made.affinity[after].sum() / _anew(made, int(gone))))
    if not seconds:
        yield Row(f"{made.n:,}: dropouts that could be repaired", 0, ">= 1", "")
        return
    told = f"{refused} of {leaving.size} refused: others full"
    least = f"lowest {min(share):.4f} of {len(share)} dropouts; the best that holes alone allow"
    yield Row(f"{made.n:,}: repair after a dropout, CPU s", float(np.mean(seconds)), "<= 0.05", ".002")
    yield Row(
        f"{made.n:,}: affinity after repair against solving anew", float(np.mean(share)), ">= 0.998", ".9987", least,
        spread(share),
    )  # fmt: skip
    yield Row(f"{made.n:,}: reads touched that had no hole", float(touched), "<= 0", "0", told)


def _anew(made: Pool, gone: int) -> float:
    """The best total affinity without that judge, everything moved."""
    left = made.judge != gone
    wishes = Wishes(load_max=made.load_max, load_min=0, min_efficiency=0.0)
    return assign(made.entry[left], made.judge[left], made.affinity[left], n=made.n, j=made.j, wishes=wishes).optimum
