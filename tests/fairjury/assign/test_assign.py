from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairjury.assign import Assignment, Wishes, assign, comparability
from fairjury.rules import Infeasible
from tests.fairjury.assign.worlds import Pool, pool


def run(p: Pool, **wishes: Any) -> Assignment:
    return assign(p.entry, p.judge, p.affinity, n=p.n, j=p.j, wishes=Wishes(**wishes))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_judges_become_comparable_for_little_affinity(seed: int) -> None:
    p = pool(240, 24, seed=seed)
    alone = run(p, load_max=35, min_efficiency=0.0)
    joined = run(p, load_max=35)
    assert alone.a_eff < 0.4
    assert (joined.pieces, joined.a_eff >= 0.6) == (1, True)
    assert joined.kept >= 0.97
    assert joined.worst >= 0.9 * alone.worst


def test_islands_that_no_allowed_pair_joins_are_refused() -> None:
    p = pool(20, 8, seed=4)
    keep = (p.entry < 10) == (p.judge < 4)
    with pytest.raises(Infeasible) as refusal:
        assign(p.entry[keep], p.judge[keep], p.affinity[keep], n=20, j=8, wishes=Wishes(load_max=12))
    assert refusal.value.rules[0] == "min_efficiency"
    assert "edges" in refusal.value.rules


def test_the_same_seed_gives_the_same_design_and_another_seed_breaks_ties_otherwise() -> None:
    p = pool(60, 10, seed=5)
    flat = Pool(p.n, p.j, p.entry, p.judge, np.ones(p.entry.size), p.region)
    assert np.array_equal(run(flat, load_max=20, seed=1).edges, run(flat, load_max=20, seed=1).edges)
    assert not np.array_equal(run(flat, load_max=20, seed=1).edges, run(flat, load_max=20, seed=2).edges)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_relabelling_entries_judges_and_edges_changes_nothing(seed: int) -> None:
    p = pool(40, 9, seed=seed, density=0.9)
    rng = np.random.default_rng(seed)
    e_keys, q_keys = rng.integers(0, 2**40, p.n), rng.integers(0, 2**40, p.j)
    wish = {"load_max": 18, "region": p.region, "spread": 2, "seed": 7, "min_efficiency": 0.5}
    try:
        first = run(p, **wish, entry_keys=e_keys, judge_keys=q_keys)
    except Infeasible:
        return
    new_e, new_q, order = rng.permutation(p.n), rng.permutation(p.j), rng.permutation(p.entry.size)
    moved = Pool(p.n, p.j, new_e[p.entry][order], new_q[p.judge][order], p.affinity[order], p.region)
    back_e, back_q = np.argsort(new_e), np.argsort(new_q)
    wish["region"] = p.region[back_q]
    second = run(moved, **wish, entry_keys=e_keys[back_e], judge_keys=q_keys[back_q])
    pairs = set(zip(new_e[first.entry].tolist(), new_q[first.judge].tolist(), strict=True))
    assert pairs == set(zip(second.entry.tolist(), second.judge.tolist(), strict=True))


def test_agreed_pairs_stay() -> None:
    p = pool(30, 8, seed=9)
    worst = np.array([np.flatnonzero(p.entry == i)[np.argmin(p.affinity[p.entry == i])] for i in range(5)])
    a = run(p, load_max=16, fixed=worst)
    assert np.isin(worst, a.edges).all()
    assert a.pieces == 1


def test_efficiency_is_one_for_a_balanced_design_and_nothing_in_pieces() -> None:
    blocks = np.array([[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]])
    entry, judge = np.repeat(np.arange(4), 3), blocks.ravel()
    assert comparability(entry, judge, n=4, j=4).a_eff == pytest.approx(1.0)
    apart = comparability(np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3]), n=2, j=4)
    assert (apart.pieces, apart.a_eff) == (2, 0.0)


@pytest.mark.parametrize(
    ("entry", "judge", "affinity", "said"),
    [
        ([0, 9], [0, 1], [1, 1], "edge 1: entry 9"),
        ([0, 0], [0, 0], [1, 1], "edges 0 and 1"),
        ([0, 0], [0, 1], [1, np.nan], "edge 1: affinity"),
        ([0], [0, 1], [1, 1], "one length"),
    ],
)
def test_faulty_edges_are_named(entry: list[int], judge: list[int], affinity: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        assign(entry, judge, affinity, n=2, j=2, wishes=Wishes(per_entry=1))


@pytest.mark.parametrize("seed", [1, 2])
def test_one_core_and_two_find_the_same_design(seed: int) -> None:
    program = (
        "from tests.fairjury.assign.worlds import pool; from fairjury.assign import Wishes, assign; "
        f"p = pool(400, 120, seed={seed}, tracks=6); "
        "print(assign(p.entry, p.judge, p.affinity, n=400, j=120, wishes=Wishes(load_max=12)).edges.tolist())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "OPENBLAS_NUM_THREADS": cores, "OMP_NUM_THREADS": cores},
            check=True,
            capture_output=True,
        ).stdout
        for cores in ("1", "2")
    }
    assert len(made) == 1
    assert len(made.pop()) > 1000
