"""A small invented award: entries with true merit and judges who differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats
from fairjury.plan.situation import Character, Scale, Situation

#: How much the criteria of one entry differ, in standard deviations of merit.
CRITERIA = 0.4


@dataclass(frozen=True)
class World:
    """True merit per criterion (n, c) and each judge's severity, scale and noise (j,)."""

    merit: Floats
    severity: Floats
    scale: Floats
    noise: Floats

    def truth(self, scale: Scale) -> Floats:
        """(n,) what the award wants to reward."""
        weights = np.asarray(scale.weights) / np.sum(scale.weights)
        truth: Floats = self.merit @ weights
        return truth


def world(situation: Situation, rng: np.random.Generator) -> World:
    n, j, c, who = situation.entries, situation.judges, len(situation.scale.weights), situation.character
    return World(
        merit=rng.standard_normal((n, 1)) + CRITERIA * rng.standard_normal((n, c)),
        severity=who.severity * rng.standard_normal(j),
        scale=np.exp(who.scale * rng.standard_normal(j)),
        noise=who.noise * np.exp(who.unlike * rng.standard_normal(j)),
    )


def errors(world: World, judge: Codes, *, who: Character, rng: np.random.Generator) -> Floats:
    """(m, c) what each read errs on each criterion, in standard deviations of merit."""
    c = world.merit.shape[1]
    shared = np.sqrt(who.halo) * rng.standard_normal((judge.size, 1))
    own = np.sqrt(1 - who.halo) * rng.standard_normal((judge.size, c))
    made: Floats = world.noise[judge][:, None] * (shared + own)
    return made


def totals(world: World, entry: Codes, judge: Codes, erred: Floats, *, scale: Scale) -> Floats:
    """(m,) rubric-weighted totals after rounding to the step and clipping at both ends of the scale."""
    latent = world.scale[judge][:, None] * (world.merit[entry] - world.severity[judge][:, None]) + erred
    points = scale.mean + scale.spread * latent
    rounded = scale.low + scale.step * np.rint((points - scale.low) / scale.step)
    weights = np.asarray(scale.weights) / np.sum(scale.weights)
    made: Floats = np.clip(rounded, scale.low, scale.high) @ weights
    return made


def dealt(n: int, j: int, reads: int, rng: np.random.Generator) -> Codes:
    """(n, reads) different judges for every entry, loads equal to within `reads`; column r is the r-th read."""
    if reads > j:
        raise ValueError(f"{reads} reads of an entry need as many judges, there are {j}")
    out = np.empty((n, reads), dtype=np.int64)
    load = np.zeros(j)
    for column in range(reads):
        for i in rng.permutation(n):
            fit = load + rng.random(j)
            fit[out[i, :column]] = np.inf
            out[i, column] = best = int(np.argmin(fit))
            load[best] += 1
    return out
