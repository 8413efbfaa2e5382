"""How far the scores alone can tell a promoted friend: a referee who knows every judge's habits, but no names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.jury.rounds import Floats, Sample, Source, best
from benchmarks.jury.row import Row, spread

TOP = 100
WORLDS = ("base", "trained", "panel")  # one promoter each


def friends(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """A friend's share in the TOP 100 under that referee: the limit of any method that sees scores only."""
    for world in WORLDS:
        shares = [_share(source.sample(world, n=500, j=30, reads=3, seed=seed + rep)) for rep in range(reps)]
        what = f"500 {world}: a friend in the TOP {TOP}, referee who knows all habits and that one judge promotes"
        yield Row(what, float(np.mean(shares)), "<= 1", "", f"a measured limit, {reps} rounds", spread(shares))


def _share(sample: Sample) -> float:
    chosen = best(_merit(sample), TOP)
    return float(np.isin(sample.friends, chosen).mean())


def _merit(sample: Sample) -> Floats:
    """Posterior mean of merit over who may be the promoter; errors normal, one promoted review an entry at most."""
    good, known = ~sample.habits.useless[sample.judge], sample.habits
    e, q, y = sample.entry[good], sample.judge[good], sample.total[good]
    scale, var, rest = known.scale[q], known.variance[q], y - known.offset[q]
    centre, width = sample.truth.mean(), sample.truth.var()
    sharp = 1 / width + np.bincount(e, scale**2 / var, sample.n)
    pull = centre / width + np.bincount(e, scale * rest / var, sample.n)
    sharp_without = sharp[e] - scale**2 / var
    without = (pull[e] - scale * rest / var) / sharp_without
    promoted = _promoted(sample, q, rest - scale * without, var + scale**2 / sharp_without, y)
    merit: Floats = pull / sharp
    merit += np.bincount(e, promoted * (without - merit[e]), sample.n)
    return merit


def _promoted(sample: Sample, judge: Floats, off: Floats, var: Floats, y: Floats) -> Floats:
    """Probability (m,) that a review promotes, when exactly one judge does so, at its true rate."""
    rate = sample.friends.size / (sample.entry.size / sample.j)
    room = np.maximum(sample.high - 0.15 - (y - off), 0.3)  # a lifted score stops at the top of the scale
    lift = np.minimum(sample.habits.lift, room)
    told = rate * np.exp(0.5 * (off**2 - (off - lift) ** 2) / var)
    words = np.bincount(judge, np.log(1 - rate + told), sample.j)
    who = np.exp(words - words.max())
    out: Floats = (who / who.sum())[judge] * told / (1 - rate + told)
    return out
