"""Reading adaptively must not flatter or harm those it looks at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fairjury import bench
from fairjury.select import zones
from fairjury.simulate import WORLDS, simulate

CLEAN = replace(WORLDS["panel"], entries=200, judges=20, habits=(), missing=0.0)


def error_in_the_zone(seed: int) -> tuple[float, int]:
    """Sum of (merit - truth) over the contested zone after four waves, in standard deviations, and its size."""
    made = simulate(CLEAN, seed=seed)
    entry, judge = made.entry, made.judge
    weights = np.asarray(CLEAN.weights)
    for _ in range(4):
        scores = made.jury.score(entry, judge)
        wave = bench.next_reads(entry, judge, scores, weights, 1, 10, 200, 20, cuts=[40], budget=50, load_max=60)
        entry, judge = np.r_[entry, wave[0]], np.r_[judge, wave[1]]
    scores = made.jury.score(entry, judge)
    fit = bench.preview(entry, judge, scores @ weights, 200, 20, scores=scores, weights=weights, lo=1, hi=10)
    contested = zones(fit.p_top(40)).contested
    gap = (fit.merit - fit.merit.mean()) - (made.truth - made.truth.mean())
    return float(gap[contested].sum() / made.truth.std()), int(contested.sum())


def test_adaptive_reading_is_unbiased_in_the_contested_zone() -> None:
    made = [error_in_the_zone(seed) for seed in range(24)]
    assert abs(sum(gap for gap, _ in made) / sum(size for _, size in made)) <= 0.05
