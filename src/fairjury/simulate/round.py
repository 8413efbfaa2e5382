"""A whole simulated round: who read what, the scores, and the truth beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats
from fairjury.ballots import Ballots

from . import design
from .jury import Jury
from .worlds import World


@dataclass(frozen=True, slots=True)
class Round:
    """m reviews in long format; `truth` (n,) is what the award wants to know, in score points."""

    world: World
    jury: Jury
    entry: Codes  # (m,)
    judge: Codes  # (m,)
    scores: Floats  # (m, c)
    total: Floats  # (m,) weighted
    truth: Floats  # (n,)
    track: Codes  # (n,)

    def ballots(self) -> Ballots:
        """The round as an organiser would hand it in, entries E0001 ... and judges J01 ..."""
        wide_n, wide_j = len(str(self.world.entries)), len(str(self.world.judges))
        entries = tuple(f"E{i + 1:0{wide_n}}" for i in range(self.world.entries))
        judges = tuple(f"J{q + 1:0{wide_j}}" for q in range(self.world.judges))
        tracks = tuple(f"T{t + 1}" for t in self.track)
        return Ballots(self.world.rubric(), entries, judges, self.entry, self.judge, self.scores, tracks)


def deal(jury: Jury) -> tuple[Codes, Codes]:
    """Deal the world's design, with each colluder placed where the friends are: (m,), (m,)."""
    world, rng = jury.world, jury.rng
    if world.design == "tracks":
        grid = design.by_track(jury.track, world.judges, world.reads, rng=rng)
    else:
        make = {"random": design.even_design, "chain": design.chain, "islands": design.islands}[world.design]
        grid = make(world.entries, world.judges, world.reads, rng=rng)
    for judge, friends in jury.friends.items():
        for friend in friends:
            if judge not in grid[friend]:
                grid[friend, rng.integers(world.reads)] = judge
    return np.repeat(np.arange(world.entries), world.reads), grid.ravel()


def _arrive(jury: Jury, entry: Codes, judge: Codes, tired: Floats) -> Codes:
    """Rows that arrive: some never do, drop-outs stop half-way, but no entry stays unread."""
    world, rng = jury.world, jury.rng
    gone = rng.permutation(world.judges)[: world.dropouts]
    kept = (rng.random(entry.size) >= world.missing) & ~(np.isin(judge, gone) & (tired > 0.5))
    first = np.r_[True, entry[1:] != entry[:-1]]
    return np.flatnonzero(kept | first)


def simulate(world: World, *, seed: int) -> Round:
    """Draw a world and let its judges read. Everything follows from `world` and `seed`."""
    jury = Jury(world, seed=seed)
    entry, judge = deal(jury)
    tired = _place_in_load(judge, jury.rng)
    rows = _arrive(jury, entry, judge, tired)
    entry, judge = entry[rows], judge[rows]
    scores = jury.score(entry, judge, tired=tired[rows])
    return Round(world, jury, entry, judge, scores, scores @ jury.weights, jury.truth, jury.track)


def _place_in_load(judge: Codes, rng: np.random.Generator) -> Floats:
    """How far through a judge's load each read comes, 0 to 1, in a random order."""
    order = np.lexsort((rng.random(judge.size), judge))
    loads = np.bincount(judge)
    first = np.r_[0, np.cumsum(loads)][judge[order]]
    out = np.empty(judge.size)
    out[order] = (np.arange(judge.size) - first) / np.maximum(loads[judge[order]] - 1, 1)
    return out
