"""Who reads what: requirements 19 to 21 of a fair jury."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairjury.assign import Assignment, Wishes, assign, repair
from fairjury.rules import Infeasible, Rule
from tests.fairjury.assign.worlds import Pool, pool


def run(p: Pool, **wishes: Any) -> Assignment:
    return assign(p.entry, p.judge, p.affinity, n=p.n, j=p.j, wishes=Wishes(**wishes))


def attempt(p: Pool, **wishes: Any) -> tuple[Assignment | None, tuple[Rule, ...]]:
    try:
        return run(p, **wishes), ()
    except Infeasible as refusal:
        return None, refusal.rules


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(4, 60),
    j=st.integers(4, 12),
    seed=st.integers(0, 10**6),
    density=st.sampled_from([0.5, 0.8, 1.0]),
    slack=st.sampled_from([1.0, 1.15, 1.5]),
    spread=st.sampled_from([1, 2, 3]),
)
def test_r19_any_assignment_holds_reads_loads_regions_and_conflicts_or_names_the_rules(
    n: int, j: int, seed: int, density: float, slack: float, spread: int
) -> None:
    p = pool(n, j, seed=seed, density=density)
    high, low = int(np.ceil(slack * 3 * n / j)), int(3 * n / j * 0.5)
    a, refusal = attempt(p, load_max=high, load_min=low, region=p.region, spread=spread, min_efficiency=0.0)
    if a is None:
        assert refusal
        assert all(rule.zh and rule.en for rule in refusal)
        return
    assert (np.bincount(a.entry, minlength=n) == 3).all()
    assert a.load.max() <= high
    assert a.load.min() >= low
    assert np.unique(a.entry * 9 + p.region[a.judge], return_counts=True)[1].max() <= spread
    assert np.array_equal(a.entry, p.entry[a.edges])
    assert len(set(a.edges.tolist())) == 3 * n


def test_r19_a_refusal_is_the_smallest_conflict_and_names_whom_it_is_about() -> None:
    p = pool(10, 5, seed=0)
    with pytest.raises(Infeasible) as few:
        run(p, load_max=5, load_min=1, region=p.region, spread=3, min_efficiency=0.0)
    assert few.value.rules == ("per_entry", "load_max")
    keep = (p.entry != 3) | (p.judge < 2)
    with pytest.raises(Infeasible) as alone:
        assign(p.entry[keep], p.judge[keep], p.affinity[keep], n=10, j=5, wishes=Wishes(load_max=9))
    assert alone.value.rules == ("per_entry", "edges")
    assert alone.value.rules[0].entries == (3,)


def test_r20_no_judge_gets_a_wished_entry_more_often_than_the_cap() -> None:
    p = pool(30, 20, seed=6)
    wished = int(np.flatnonzero((p.entry == 4) & (p.judge == 2))[0])
    p.affinity[wished] = 1.0
    got = [
        wished in run(p, load_max=8, load_min=0, pair_chance=0.6, min_efficiency=0.0, seed=s).edges for s in range(400)
    ]
    assert np.mean(got) <= 0.6 + 3 * np.sqrt(0.24 / 400)
    assert np.mean(got) > 0.4


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), gone=st.lists(st.integers(0, 11), min_size=1, max_size=2, unique=True))
def test_r21_any_dropout_touches_only_the_holes(seed: int, gone: list[int]) -> None:
    p = pool(60, 12, seed=seed)
    wishes = Wishes(load_max=22, region=p.region, spread=3)
    before = assign(p.entry, p.judge, p.affinity, n=60, j=12, wishes=wishes)
    after = repair(p.entry, p.judge, p.affinity, n=60, j=12, chosen=before.edges, wishes=wishes, gone=gone)
    stands = before.edges[~np.isin(before.judge, gone)]
    assert np.isin(stands, after).all()
    assert not np.isin(p.judge[after], gone).any()
    assert (np.bincount(p.entry[after], minlength=60) == 3).all()
    assert np.bincount(p.judge[after], minlength=12).max() <= 22
    assert np.unique(p.entry[after] * 9 + p.region[p.judge[after]], return_counts=True)[1].max() <= 3


def test_r21_a_late_entry_a_late_conflict_and_a_top_up_wave_leave_what_stands() -> None:
    p = pool(40, 10, seed=8)
    early = p.entry < 39
    wishes = Wishes(load_max=20)
    first = assign(p.entry[early], p.judge[early], p.affinity[early], n=40, j=10,
                   wishes=Wishes(per_entry=np.r_[np.full(39, 3), 0], load_max=20))  # fmt: skip
    chosen = np.flatnonzero(early)[first.edges]
    late = repair(p.entry, p.judge, p.affinity, n=40, j=10, chosen=chosen, wishes=wishes)
    assert np.isin(chosen, late).all()
    assert late.size == 120
    struck = late[5]
    clean = repair(p.entry, p.judge, p.affinity, n=40, j=10, chosen=late, wishes=wishes, struck=[struck])
    assert np.setdiff1d(late, clean).tolist() == [struck]
    more = repair(p.entry, p.judge, p.affinity, n=40, j=10, chosen=clean, wishes=Wishes(per_entry=4, load_max=20))
    assert np.isin(clean, more).all()
    assert more.size == 160
