"""Two entries side by side: the model against its own definition, who is asked next, sides, circles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from fairjury.pairs import Answers, Standing, circles, compared, next_pairs, places, sharpened, standing

K, JUDGES = 12, 6


def prior(k: int = K, *, doubt: float = 1.0) -> Standing:
    return Standing(np.linspace(1.0, -1.0, k), doubt * np.eye(k), 0.8)


def answered(rows: list[tuple[int, int, int]], truth: np.ndarray, draw: np.random.Generator) -> Answers:
    says = [np.sign(truth[a] - truth[b] + 0.8 * draw.normal()) for a, b, _judge in rows]
    return Answers.of([(*row, float(say)) for row, say in zip(rows, says, strict=True)])


def test_the_most_likely_merits_are_found() -> None:
    rows = Answers.of([(0, 1, 0, 1.0), (1, 2, 0, -1.0), (2, 0, 1, 0.0), (3, 0, 1, 1.0)])
    start = prior(4)

    def loss(m: np.ndarray) -> float:
        z = (m[rows.left] - m[rows.right]) / start.noise
        said = (1 + rows.better) / 2 * norm.logcdf(z) + (1 - rows.better) / 2 * norm.logcdf(-z)
        return float(((m - start.merit) ** 2).sum() / 2 - said.sum())

    best = minimize(loss, start.merit, tol=1e-12).x
    after = compared(start, rows)
    assert np.abs(after.merit - best).max() < 1e-4
    assert (np.diag(after.cov) < np.diag(start.cov)).all()


def test_sides_do_not_matter_to_the_result() -> None:
    rows = Answers.of([(0, 1, 0, 1.0), (1, 2, 0, 0.0)])
    turned = Answers.of([(1, 0, 0, -1.0), (2, 1, 0, 0.0)])
    assert np.allclose(compared(prior(3), rows).merit, compared(prior(3), turned).merit)


def test_answers_bring_the_order_nearer_to_the_truth() -> None:
    draw, before, after = np.random.default_rng(5), [], []
    for seed in range(10):
        truth = draw.normal(size=K)
        start = Standing(truth + draw.normal(size=K), np.eye(K), 0.8)
        rows = asked(seed, now=start)
        end = compared(start, answered(rows, truth, draw))
        before.append(np.std(start.merit - truth))
        after.append(np.std(end.merit - truth))
    assert np.mean(after) < 0.7 * np.mean(before)


def asked(seed: int = 3, *, now: Standing | None = None, may: np.ndarray | None = None) -> list[tuple[int, int, int]]:
    may = np.ones((K, JUDGES), bool) if may is None else may
    wanted = np.full(JUDGES, 10)
    return next_pairs(now or prior(), Answers.of([]), may=may, wanted=wanted, most=10, seed=seed)


def test_every_entry_is_looked_at_alike_from_both_sides() -> None:
    rows = asked()
    looks = np.bincount([at for row in rows for at in row[:2]], minlength=K)
    left = np.bincount([row[0] for row in rows], minlength=K)
    assert len(rows) == 60
    assert looks.tolist() == [10] * K
    assert np.abs(2 * left - looks).max() <= 2


def test_nobody_is_asked_twice_nor_about_what_binds() -> None:
    may = np.ones((K, JUDGES), bool)
    may[0, 0] = may[1, 2] = False
    rows = asked(may=may)
    assert len({(frozenset(row[:2]), row[2]) for row in rows}) == len(rows)
    assert all(may[one, judge] and may[other, judge] for one, other, judge in rows)


def test_the_same_seed_asks_the_same_and_another_does_not() -> None:
    assert asked(3) == asked(3)
    assert asked(3) != asked(4)


def test_what_waits_for_its_answer_is_not_asked_again() -> None:
    first = asked()[:4]
    waiting = Answers.of([(*row, float("nan")) for row in first])
    later = next_pairs(prior(), waiting, may=np.ones((K, JUDGES), bool), wanted=np.full(JUDGES, 3), most=10, seed=3)
    assert not {(frozenset(row[:2]), row[2]) for row in first} & {(frozenset(row[:2]), row[2]) for row in later}


def test_the_closest_pair_is_asked_first() -> None:
    now = Standing(np.array([0.0, 0.1, 9.0]), np.diag([0.3, 0.3, 0.3]), 0.5)
    may, wanted = np.ones((3, 1), bool), np.array([1])
    ((one, other, _judge),) = next_pairs(now, Answers.of([]), may=may, wanted=wanted, most=2, seed=1)
    assert {one, other} == {0, 1}


def test_circles_are_told() -> None:
    rows = [(0, 1, 0, 1.0), (1, 2, 0, 1.0), (2, 0, 0, 1.0), (0, 3, 0, 1.0), (3, 4, 1, 0.0)]
    (found,) = circles(Answers.of(rows), 5)
    assert sorted(found) == [0, 1, 2]
    beats = {(a, b) for a, b, _judge, better in rows if better > 0}
    assert all(step in beats for step in zip(found, [*found[1:], found[0]], strict=True))
    assert not circles(Answers.of([(a, b, 0, 1.0) for a, b in combinations(range(5), 2)]), 5)


def test_draws_follow_the_answers_and_others_stay() -> None:
    draws = np.random.default_rng(1).normal(size=(4000, 5)).astype(np.float32)
    among = np.array([1, 3])
    before = standing(draws, among, noise=0.5)
    after = compared(before, Answers.of([(0, 1, 0, 1.0)] * 3))
    moved = sharpened(draws, among, before, after)
    assert (moved[:, [0, 2, 4]] == draws[:, [0, 2, 4]]).all()
    assert moved[:, among].mean(0) == pytest.approx(after.merit, abs=1e-3)
    assert np.cov(moved[:, among], rowvar=False) == pytest.approx(after.cov, abs=1e-2)


def test_places_hold_their_doubt() -> None:
    low, high, chance = places(prior(doubt=0.01), cut=3, seed=1)
    assert (low <= np.arange(1, K + 1)).all()
    assert (high >= np.arange(1, K + 1)).all()
    assert chance[0] > 0.95
    assert chance[-1] < 0.05
    assert chance.sum() == pytest.approx(3)
