"""Entries of known merit and judges of known habits, who answer what they would score."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from fairjury.arrays import Codes, Floats
from fairjury.chance import mix, stream, uniform

from .worlds import Habit, World

_HALO = 0


def _normals(seed: int, entry: Codes, judge: Codes, kind: int) -> Floats:
    """Standard normals that depend on (seed, entry, judge, kind) alone: (m,)."""
    base = np.uint64((seed * 1_000_003 + kind * 7_919 + 1) % 2**64)
    word = mix(mix(entry.astype(np.uint64) ^ base) + mix(judge.astype(np.uint64)))
    return np.asarray(ndtri(np.clip(uniform(word), 1e-12, 1 - 1e-12)), dtype=np.float64)


class Jury:
    """A world drawn once: the same judge gives the same entry the same scores whenever asked.

    truth (n,) is the rubric-weighted merit in score points; severity, scale, noise (j,) are the judges'
    own, in merit units; habit (j,) is a `Habit` or None; friends maps a colluder to entries.
    """

    def __init__(self, world: World, *, seed: int) -> None:
        self.world, self.seed = world, seed
        self.rng = rng = stream(seed, use="simulate/jury")
        n, j = world.entries, world.judges
        self.weights = np.asarray(world.weights) / np.sum(world.weights)
        self.track = rng.integers(0, world.tracks, n)
        theta = self._theta(rng) + (world.track_spread * rng.standard_normal(world.tracks))[self.track]
        self.merit = theta[:, None] + world.criterion_spread * rng.standard_normal((n, self.weights.size))
        self.truth: Floats = world.unit * (self.merit @ self.weights)
        culture = world.culture * rng.standard_normal(world.tracks)
        self.severity = world.severity * rng.standard_normal(j) + culture[np.arange(j) % world.tracks]
        self.scale = np.exp(world.scale_spread * rng.standard_normal(j))
        self.noise = world.noise * np.exp(world.noise_spread * rng.standard_normal(j))
        who = rng.permutation(j)[: len(world.habits)]
        self.habit: list[Habit | None] = [None] * j
        for judge, habit in zip(who, world.habits, strict=False):
            self.habit[int(judge)] = habit
        self.friends = self._friends(theta, rng)

    def _theta(self, rng: np.random.Generator) -> Floats:
        if self.world.tail <= 0:
            return rng.standard_normal(self.world.entries)
        freedom = 1.0 / self.world.tail
        return np.asarray(rng.standard_t(freedom, self.world.entries) / np.sqrt(freedom / (freedom - 2)))

    def _friends(self, theta: Floats, rng: np.random.Generator) -> dict[int, Codes]:
        """Friends are middling entries: a boost must not be a boost of true winners."""
        middling = np.flatnonzero(np.abs(theta - np.median(theta)) < 0.7)
        count = min(max(3, min(theta.size // 100, 20)), middling.size)
        colluders = [judge for judge, habit in enumerate(self.habit) if habit is Habit.COLLUDER]
        return {judge: rng.choice(middling, count, replace=False) for judge in colluders}

    def score(self, entry: Codes, judge: Codes, *, tired: Floats | None = None) -> Floats:
        """Scores (m, c) of each pair; `tired` (m,) from 0 (fresh) to 1 (last of a load) where fatigue is wanted."""
        world, count = self.world, self.weights.size
        weary = np.zeros(entry.size) if tired is None else world.fatigue * tired
        sigma = self.noise[judge] * (1 + weary)
        halo = np.sqrt(world.halo) * sigma * _normals(self.seed, entry, judge, _HALO)
        own = np.stack([_normals(self.seed, entry, judge, 1 + c) for c in range(count)], axis=1)
        severity = self.severity[judge] + 0.25 * weary
        latent = self.scale[judge][:, None] * (self.merit[entry] - severity[:, None]) + halo[:, None]
        latent += np.sqrt(1 - world.halo) * sigma[:, None] * own
        self._habits(latent, entry, judge)
        steps = np.rint((world.middle + world.unit * latent - world.low) / world.step)
        out: Floats = np.clip(world.low + steps * world.step, world.low, world.high)
        return out

    def _habits(self, latent: Floats, entry: Codes, judge: Codes) -> None:
        for who, habit in enumerate(self.habit):
            rows = np.flatnonzero(judge == who)
            if habit is None or rows.size == 0:
                continue
            if habit is Habit.CONSTANT:
                latent[rows] = 1.0
            elif habit is Habit.RANDOM:
                latent[rows] = 1.2 * _normals(self.seed, entry[rows], judge[rows], 99)[:, None]
            elif habit is Habit.EXTREME:
                latent[rows] = np.where(latent[rows].mean(1, keepdims=True) > 0, 9.0, -9.0)
            elif habit is Habit.REVERSED:
                latent[rows] *= -1
            else:
                latent[rows[np.isin(entry[rows], self.friends[who])]] += self.world.boost
