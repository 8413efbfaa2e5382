from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairjury.arrays import Codes, Floats
from fairjury.doors import choose
from fairjury.rules import Infeasible
from fairjury.select import Prize, Quota, Rulebook, alternates, exact, hits, reasons, select, successor, uneven, zones
from fairjury.select.values import values


def field(n: int, *, seed: int, spread: float = 1.0, draws: int = 300) -> Floats:
    """Joint draws of n entries: own doubt and a doubt the entries share."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal(n) * spread + 0.5 * rng.standard_normal((draws, n)) + rng.standard_normal((draws, 1))


def best_by_trying_all(
    found: Codes, label: Codes, *, k: int, floor: Mapping[object, int], cap: Mapping[object, int]
) -> int:
    best = -1
    for chosen in combinations(range(found.size), k):
        mine = label[list(chosen)]
        if all((mine == g).sum() >= c for g, c in floor.items()) and all(
            (mine == g).sum() <= c for g, c in cap.items()
        ):
            best = max(best, int(found[list(chosen)].sum()))
    return best


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(5, 11),
    k=st.integers(1, 5),
    seed=st.integers(0, 10**6),
    floor=st.dictionaries(st.integers(0, 2), st.integers(0, 3), max_size=3),
    cap=st.dictionaries(st.integers(0, 2), st.integers(0, 4), max_size=3),
)
def test_greedy_and_solver_find_the_best_choice_or_both_refuse(
    n: int, k: int, seed: int, floor: dict[object, int], cap: dict[object, int]
) -> None:
    draws, label = field(n, seed=seed), np.random.default_rng(seed).integers(0, 3, n)
    best = best_by_trying_all(hits(draws, k), label, k=k, floor=floor, cap=cap)
    rules = Rulebook((Prize("top", k, quotas=(Quota("track", label, floor, cap),)),))
    by_solver = exact.take(rules, values(draws, rules))
    if best < 0:
        assert by_solver is None
        with pytest.raises(Infeasible):
            select(draws, rules)
        return
    chosen = select(draws, rules)
    assert by_solver is not None
    assert chosen.method == "greedy"
    assert set(chosen.choices[0].winners.tolist()) == set(by_solver[0].tolist())
    assert int(hits(draws, k)[chosen.choices[0].winners].sum()) == best


def test_prizes_build_on_each_other_and_a_team_wins_once() -> None:
    draws = field(60, seed=3)
    team = np.arange(60) // 2
    track = np.arange(60) % 4
    own = [Prize(f"track {t}", 1, among=track == t, within="top") for t in range(4)]
    rules = Rulebook((Prize("top", 20), Prize("ten", 5, within="top"), *own), team=team)
    chosen = select(draws, rules)
    top = chosen.of("top").winners
    assert np.unique(team[top]).size == 20
    assert np.isin(chosen.of("ten").winners, top).all()
    for t in range(4):
        winner = chosen.of(f"track {t}").winners
        assert track[winner].tolist() == [t]
        assert np.isin(winner, top).all()
    assert chosen.of("top").expected == pytest.approx(chosen.of("top").chance[top].sum())


def test_two_quotas_at_once_hold() -> None:
    draws, rng = field(80, seed=4), np.random.default_rng(4)
    track, region = rng.integers(0, 4, 80), rng.integers(0, 3, 80)
    quotas = (
        Quota("track", track, dict.fromkeys(range(4), 4), {}),
        Quota("region", region, {}, {0: 5, 1: 7, 2: 9}),
    )
    chosen = select(draws, Rulebook((Prize("top", 20, quotas=quotas),)))
    top = chosen.choices[0].winners
    assert chosen.method == "cp-sat"
    assert np.bincount(track[top], minlength=4).min() >= 4
    assert (np.bincount(region[top], minlength=3) <= [5, 7, 9]).all()


def test_the_refusal_is_the_smallest_set_of_rules() -> None:
    draws, label = field(30, seed=5), np.r_[np.zeros(28, dtype=np.int64), 1, 1]
    quota = Quota("track", label, {0: 3, 1: 3}, {0: 25})
    with pytest.raises(Infeasible) as alone:
        select(draws, Rulebook((Prize("top", 10, quotas=(quota,)),)))
    assert [(rule.name, rule.groups) for rule in alone.value.rules] == [("floor", ("1",))]
    wide = Quota("track", np.arange(30) % 3, {0: 5, 1: 5, 2: 5}, {})
    with pytest.raises(Infeasible) as together:
        select(draws, Rulebook((Prize("top", 12, quotas=(wide,)),)))
    assert sorted(rule.name for rule in together.value.rules) == ["count", "floor", "floor", "floor"]


def test_a_place_nobody_reaches_stays_vacant() -> None:
    draws = field(40, seed=6)
    chosen = select(draws, Rulebook((Prize("top", 10, bar=0.6),))).choices[0]
    assert (chosen.chance[chosen.winners] >= 0.6).all()
    assert chosen.vacant == 10 - chosen.winners.size > 0


def test_an_unread_entry_is_never_chosen() -> None:
    draws = field(20, seed=7)
    ranked = np.ones(20, dtype=bool)
    ranked[np.argmax(draws.mean(0))] = False
    chosen = select(draws, Rulebook((Prize("top", 19),), ranked=ranked)).choices[0]
    assert ranked[chosen.winners].all()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_reordering_the_entries_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    draws = np.round(field(30, seed=seed, draws=40))
    draws[:, 10:20] = draws[:, 10:11]
    keys, label = rng.integers(0, 2**50, 30), rng.integers(0, 3, 30)
    order = rng.permutation(30)

    def run(at: Codes) -> set[int]:
        quota = Quota("track", label[at], {0: 3}, {1: 4})
        rules = Rulebook((Prize("top", 12, quotas=(quota,)), Prize("ten", 4, within="top")), keys=keys[at], seed=5)
        return {int(keys[at][i]) for i in select(draws[:, at], rules).choices[0].winners}

    assert run(np.arange(30)) == run(order)


def test_the_smallest_change_does_move_an_entry_and_a_little_less_does_not() -> None:
    draws = field(40, seed=8)
    rules = Rulebook((Prize("top", 10),))
    before = select(draws, rules)
    for reason in reasons(draws, rules, before, prize="top"):
        step = 1e-6 if reason.chosen else -1e-6
        for change, moved in ((reason.shift - step, True), (reason.shift * 0.8, False)):
            shifted = draws.copy()
            shifted[:, reason.entry] += change
            now = reason.entry in select(shifted, rules).of("top").winners
            assert now == (reason.chosen != moved), reason


def test_reasons_tell_floors_and_caps_apart() -> None:
    draws = field(40, seed=9)
    merit = draws.mean(0)
    label = (np.argsort(np.argsort(-merit)) >= 20).astype(np.int64)
    rules = Rulebook((Prize("top", 10, quotas=(Quota("track", label, {1: 2}, {}),)),))
    chosen = select(draws, rules)
    found = {reason.code for reason in reasons(draws, rules, chosen, prize="top")}
    assert found == {"best", "lifted", "held_back", "beaten"}


def test_the_successor_takes_the_place_and_nobody_else_moves() -> None:
    draws, label = field(50, seed=10), np.arange(50) % 5
    rules = Rulebook((Prize("top", 15, quotas=(Quota("track", label, dict.fromkeys(range(5), 3), {}),)),))
    before = select(draws, rules)
    gone = before.of("top").winners[:2]
    after = successor(draws, rules, prize="top", gone=gone)
    assert np.isin(before.of("top").winners[2:], after).all()
    assert after.size == 15
    assert not np.isin(gone, after).any()
    assert np.bincount(label[after], minlength=5).min() == 3
    assert not np.isin(alternates(before, "top"), before.of("top").winners).any()


def test_zones_part_the_field() -> None:
    cut = zones(np.array([1.0, 0.9, 0.5, 0.1, 0.0]))
    assert cut.safe_in.tolist() == [True, True, False, False, False]
    assert cut.safe_out.tolist() == [False, False, False, True, True]


def test_the_door_takes_counts_or_names() -> None:
    draws, label = field(60, seed=11), np.arange(60) % 3
    top, ten = choose(draws, [20, 10], label, {0: 9}, None)
    assert np.isin(ten, top).all()
    assert (label[top] == 0).sum() >= 9
    named = choose(draws, {"top": 20, "ten": 10}, label, [{0: 9}, None], [None, {1: 2}], seed=3)
    assert isinstance(named, dict)
    assert (label[named["ten"]] == 1).sum() <= 2
    assert (label[choose(draws, 20, label, [9, 0, 0])[0]] == 0).sum() >= 9


def test_uneven_reads_in_the_contested_zone_are_named() -> None:
    reads, contested = np.array([1, 3, 4, 2, 6]), np.array([False, True, True, True, False])
    assert uneven(reads, contested).tolist() == [3]
    assert uneven(reads, np.zeros(5, dtype=bool)).size == 0
