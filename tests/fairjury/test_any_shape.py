"""The measuring door answers with numbers whatever the scale, the jury and the holes in the table."""

from __future__ import annotations

import numpy as np
import pytest

from fairjury.calibrate.prepare import step_of
from tests.fairjury.rounds import fit, preview

SHAPES = {
    "one entry, one read": (1, 1, 1, 4, 1, 10, 1),
    "one judge": (30, 1, 1, 3, 1, 10, 1),
    "two judges": (30, 2, 2, 3, 1, 10, 1),
    "one criterion": (60, 8, 3, 1, 1, 10, 1),
    "hundred points in fives": (60, 8, 3, 4, 0, 100, 5),
    "half points": (60, 8, 3, 4, 1, 5, 0.5),
    "yes or no": (60, 8, 3, 2, 0, 1, 1),
    "more judges than entries": (40, 90, 3, 2, 1, 10, 1),
    "nothing at all": (0, 3, 0, 2, 1, 10, 1),
}


def scored(n: int, j: int, k: int, c: int, low: float, high: float, step: float) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(1)
    entry = np.repeat(np.arange(n), k)
    judge = np.concatenate([rng.permutation(j)[:k] for _ in range(n)] or [np.zeros(0, dtype=np.int64)])
    seen = rng.standard_normal(n)[entry] + 0.5 * rng.standard_normal(j)[judge]
    seen = seen[:, None] + 0.7 * rng.standard_normal((entry.size, c))
    marks = (low + high) / 2 + (high - low) / 6 * seen
    return entry, judge, np.clip(low + np.rint((marks - low) / step) * step, low, high)


def assert_sound(marks: np.ndarray, entry: np.ndarray, judge: np.ndarray, *, n: int, j: int, ends: tuple) -> None:
    weights = np.full(marks.shape[1], 1 / marks.shape[1])
    for door in (fit, preview):
        for track in (None, np.arange(n) % 3):
            made = door(entry, judge, marks @ weights, n, j, scores=marks, weights=weights, lo=ends[0], hi=ends[1],
                        track=track)  # fmt: skip
            told = made.merit, made.p_top(max(1, n // 5)), made.predict(entry[:3], judge[:3]), made.draws
            assert all(np.isfinite(part).all() for part in told)
            assert np.isfinite(made.se).all()
            assert (made.se > 0).all()
            assert all(np.isfinite(made.info[name]).all() for name in ("severity", "scale", "noise"))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_scale_and_size_gets_a_finite_answer(shape: tuple) -> None:
    n, j, *_, low, high, _step = shape
    assert_sound(scored(*shape)[2], *scored(*shape)[:2], n=max(n, 2), j=j, ends=(low, high))


@pytest.mark.parametrize("fault", ["holes", "an empty column", "a constant column", "all the same"])
def test_holes_and_constants_are_no_obstacle(fault: str) -> None:
    entry, judge, marks = scored(50, 7, 3, 4, 1, 10, 1)
    if fault == "holes":
        marks[np.random.default_rng(2).random(marks.shape) < 0.5] = np.nan
    elif fault == "all the same":
        marks[:] = 7.0
    else:
        marks[:, 2] = np.nan if fault == "an empty column" else 10.0
    assert_sound(marks, entry, judge, n=52, j=9, ends=(1, 10))


def test_the_step_of_a_scale_is_read_off_the_scores() -> None:
    assert step_of(np.array([[0.0, 35.0, 50.0, 65.0, 100.0]])) == 5.0
    assert step_of(np.array([[1.0, 2.5, 3.0, 4.5, 5.0]])) == 0.5
    assert step_of(np.array([[2.0, 4.0, 6.0]])) == 1.0
    assert step_of(np.array([[1.0, 2.0, 4.0, 7.0, 10.0]])) == 1.0
    assert step_of(np.array([[0.0, 0.6, 1.0, 1.8, 3.0]])) == pytest.approx(0.2)
