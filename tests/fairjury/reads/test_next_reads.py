from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairjury.reads import Cut, Standing, cut_level, next_reads, worth
from tests.fairjury import rounds


def standing(n: int, j: int, *, seed: int, each: int = 3) -> Standing:
    rng = np.random.default_rng(seed)
    judge = np.concatenate([rng.permutation(j)[:each] for _ in range(n)])
    return Standing(
        merit=rng.standard_normal(n),
        se=0.3 + 0.2 * rng.random(n),
        precision=0.2 + 2 * rng.random(j),
        entry=np.repeat(np.arange(n), each),
        judge=judge,
    )


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(10, 60),
    j=st.integers(5, 12),
    budget=st.integers(1, 40),
    seed=st.integers(0, 10**6),
    density=st.sampled_from([0.2, 0.6, 1.0]),
)
def test_no_pair_twice_no_judge_over_the_load_only_allowed_pairs(
    n: int, j: int, budget: int, seed: int, density: float
) -> None:
    now = standing(n, j, seed=seed)
    allowed = np.nonzero(np.random.default_rng(seed).random((n, j)) < density)
    most = int(1.5 * (3 * n + budget) / j)
    entry, judge = next_reads(now, cuts=(Cut(n // 3), Cut(2)), budget=budget, load_max=most, allowed=allowed)
    pairs = set(zip(entry.tolist(), judge.tolist(), strict=True))
    assert len(pairs) == entry.size <= budget
    assert not pairs & set(zip(now.entry.tolist(), now.judge.tolist(), strict=True))
    assert pairs <= set(zip(allowed[0].tolist(), allowed[1].tolist(), strict=True))
    before, after = np.bincount(now.judge, minlength=j), np.bincount(np.r_[now.judge, judge], minlength=j)
    assert (after <= np.maximum(most, before)).all()


def test_reads_go_to_who_is_undecided_at_each_cut_and_to_reliable_judges() -> None:
    now = standing(200, 10, seed=1)
    entry, judge = next_reads(now, cuts=(Cut(60), Cut(6)), budget=30)
    rank = np.argsort(np.argsort(-now.merit))[entry]
    assert (np.abs(rank - 60) < 25).sum() + (rank < 20).sum() == 30
    assert (rank < 20).sum() >= 2
    assert (np.abs(rank - 60) < 25).sum() >= 10
    assert now.precision[judge].mean() > now.precision.mean()


def test_a_track_prize_draws_reads_to_its_own_track() -> None:
    now, track = standing(100, 8, seed=2), np.arange(100) % 4
    entry, _ = next_reads(now, cuts=(Cut(1, among=track == 2),), budget=6)
    assert (track[entry] == 2).all()


def test_reordering_entries_and_judges_asks_for_the_same_reads() -> None:
    now, rng = standing(40, 8, seed=3), np.random.default_rng(3)
    now = Standing(np.round(now.merit), np.full(40, 0.4), np.ones(8), now.entry, now.judge)
    e_keys, q_keys = rng.integers(0, 2**40, 40), rng.integers(0, 2**40, 8)
    new_e, new_q = rng.permutation(40), rng.permutation(8)
    back_e, back_q = np.argsort(new_e), np.argsort(new_q)
    moved = Standing(now.merit[back_e], now.se[back_e], now.precision[back_q], new_e[now.entry], new_q[now.judge])
    first = next_reads(now, cuts=(Cut(10),), budget=12, keys=(e_keys, q_keys))
    second = next_reads(moved, cuts=(Cut(10),), budget=12, keys=(e_keys[back_e], q_keys[back_q]))
    assert set(zip(new_e[first[0]].tolist(), new_q[first[1]].tolist(), strict=True)) == set(
        zip(second[0].tolist(), second[1].tolist(), strict=True)
    )


def test_worth_falls_with_distance_and_grows_with_doubt_and_precision() -> None:
    at, half, one = np.array([0.0, 0.5, 1.0, 3.0]), np.array(0.5), np.array(1.0)
    assert (np.diff(worth(at, half, one)) < 0).all()
    assert worth(half, np.array(0.8), one) > worth(half, half, one)
    assert worth(half, half, np.array(2.0)) > worth(half, half, one)
    assert worth(np.array(np.inf), half, one) < 1e-9


def test_the_cut_lies_where_the_chances_add_up() -> None:
    now = standing(50, 5, seed=4)
    level = cut_level(now.merit, np.full(50, 1e-6), 10)
    assert (now.merit > level).sum() == 10
    assert cut_level(now.merit, now.se, 50) == -np.inf


def test_the_door_calibrates_and_spends_the_budget_on_the_border() -> None:
    rng = np.random.default_rng(5)
    merit, entry = rng.standard_normal(80), np.repeat(np.arange(80), 3)
    judge = np.concatenate([rng.permutation(12)[:3] for _ in range(80)])
    scores = np.clip(np.rint(6 + 1.5 * (merit[entry, None] + 0.6 * rng.standard_normal((240, 4)))), 1, 10)
    wave = rounds.next_reads(entry, judge, scores, np.full(4, 0.25), 1, 10, 80, 12, cuts=[20], budget=25, load_max=30)
    rank = np.argsort(np.argsort(-merit))[wave[0]]
    assert wave[0].size == 25
    assert np.abs(rank - 20).mean() < 16
    assert np.bincount(np.r_[judge, wave[1]], minlength=12).max() <= 30


@pytest.mark.parametrize("budget", [0, 1])
def test_an_empty_wave_is_empty(budget: int) -> None:
    now = standing(10, 4, seed=6)
    entry, judge = next_reads(now, cuts=(Cut(3),), budget=budget, load_max=0)
    assert entry.size == judge.size == 0
