"""Who is chosen and how sure that is: requirements 7, 8, 11, 15 to 17 and 22 to 24 of a fair jury."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.jury.rounds import precision as measured
from benchmarks.jury.row import cpu
from hypothesis import given
from hypothesis import strategies as st

from fairjury.calibrate import calibrate
from fairjury.calibrate.gate import MODELS
from fairjury.select import Prize, Rulebook, Uneven, select, zones
from fairjury.simulate import WORLDS, Round, simulate
from tests.fairjury.rounds import (
    JOINED,
    MANY,
    SMALL,
    best,
    fitted,
    inside,
    judged,
    next_reads,
    only,
    plain,
    precision,
    preview,
)
from tests.support.proofs import Case

if TYPE_CHECKING:
    from fairjury.bench import Fit

SEEDS = st.integers(0, 10**6)
CLEAN = replace(WORLDS["panel"], entries=200, judges=20, habits=(), missing=0.0)


def twenty() -> list[tuple[Round, Fit]]:
    """A round of every world and five more, 500 entries by 30 judges."""
    return [judged(JOINED[at % len(JOINED)], 100 + at, entries=500, judges=30) for at in range(20)]


def one_prize(count: int, **more: object) -> Rulebook:
    return Rulebook((Prize("top", count),), **more)  # type: ignore[arg-type]


@MANY
@given(seed=SEEDS, gap=st.integers(0, 3))
def test_r07_any_unequal_reads_in_doubt_block_the_choice_until_evened_or_signed(seed: int, gap: int) -> None:
    rng = np.random.default_rng(seed)
    draws = rng.standard_normal(30) + 0.5 * rng.standard_normal((200, 30))
    contested = np.flatnonzero(select(draws, one_prize(8)).choices[0].zones.contested)
    reads = rng.integers(1, 9, 30)
    reads[contested] = 3
    behind = int(rng.choice(contested))
    reads[behind] += gap
    if gap < 2 or contested.size == 1:
        assert select(draws, one_prize(8, reads=reads)).choices[0].winners.size == 8
        return
    with pytest.raises(Uneven) as refusal:
        select(draws, one_prize(8, reads=reads))
    assert sorted(refusal.value.entries) == sorted(set(contested.tolist()) - {behind})
    assert "top" in refusal.value.zh
    assert "top" in refusal.value.en
    signed = select(draws, one_prize(8, reads=reads, signed="the director: no judge was left"))
    assert signed.choices[0].winners.tolist() == select(draws, one_prize(8)).choices[0].winners.tolist()


def unevenly_read(seed: int) -> tuple[Round, np.ndarray]:
    """A clean round in which entry i was read i mod 6 + 1 times; the rows kept."""
    made = simulate(replace(WORLDS["clean"], entries=300, judges=20, reads=6, missing=0.0), seed=seed)
    place = np.arange(made.entry.size) - np.flatnonzero(np.r_[True, made.entry[1:] != made.entry[:-1]])[made.entry]
    return made, np.flatnonzero(place <= made.entry % 6)


def test_r08_error_is_never_subtracted_and_shrinkage_stands_beside_the_mean() -> None:
    once = np.arange(300) % 6 == 0
    chosen, cautious = [], []
    for seed in range(3):
        made, rows = unevenly_read(seed)
        found = calibrate(only(made.ballots(), rows), seed=1)
        winners = select(found.draws, one_prize(60)).choices[0].winners
        assert np.isin(winners, best(found.merit, 60)).mean() >= 0.95
        chosen.append(once[winners].mean())
        cautious.append(once[best(found.merit - 1.28 * found.se, 60)].mean())
        for i, line in enumerate(found.entries):
            assert line.mean == pytest.approx(made.total[rows][made.entry[rows] == i].mean())
            assert line.merit == found.merit[i]
    assert np.mean(chosen) > np.mean(cautious) + 0.03


def test_r11_z_scores_are_no_model_here_and_the_default_beats_the_mean_where_judges_sit_in_tracks() -> None:
    assert set(MODELS) == {"ordinal", "em", "mixed", "mean"}
    gain = []
    for seed in range(40, 44):
        made, found = judged("tracks", seed)
        gain.append(precision(found.merit, made.truth, 60) - precision(plain(made), made.truth, 60))
    assert np.mean(gain) >= 0.05


def covers(pairs: list[tuple[Round, Fit]]) -> dict[str, np.ndarray]:
    """Whether intervals hold the truth: of all entries, of those with fewer reads, of the highest tenth."""
    held: dict[str, list[np.ndarray]] = {"all": [], "fewer reads": [], "highest tenth": []}
    for made, found in pairs:
        reads, ok = np.bincount(made.entry, minlength=found.merit.size), inside(made, found)
        held["all"].append(ok)
        held["fewer reads"].append(ok[reads < reads.max()])
        held["highest tenth"].append(ok[best(found.merit, ok.size // 10)])
    return {name: np.concatenate(parts) for name, parts in held.items()}


def test_r15_ninety_per_cent_intervals_hold_over_all_worlds() -> None:
    for name, held in covers(twenty()).items():
        slack = 2 * np.sqrt(0.09 / held.size)
        assert 0.88 - slack <= held.mean() <= 0.92 + slack, name


@pytest.mark.proof(name="coverage", asked=len(JOINED), small=1, seed=15)
def test_r15_ninety_per_cent_intervals_hold_in_every_world(cases: list[Case], request: pytest.FixtureRequest) -> None:
    rounds = 24 if request.config.getoption("--full") else 1
    for case in cases:
        world = JOINED[case.number]
        made = [judged(world, case.rng.randrange(2**31), entries=500, judges=30) for _ in range(rounds)]
        for name, held in covers(made).items():
            slack = 2 * np.sqrt(0.09 / held.size)
            assert 0.88 - slack <= held.mean() <= 0.92 + slack, f"{world}, {name}: {held.mean():.3f} of {held.size}"


def test_r16_the_chances_of_the_chosen_add_up_to_what_is_right() -> None:
    promised, right = [], []
    for made, found in twenty():
        choice = select(found.draws, one_prize(100)).choices[0]
        promised.append(choice.expected / 100)
        right.append(np.isin(choice.winners, best(made.truth, 100)).mean())
    assert abs(np.mean(promised) - np.mean(right)) <= 0.02


@MANY
@given(seed=SEEDS)
def test_r17_any_tie_falls_to_the_seed_and_the_keys_never_to_place(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flat, keys, order = np.zeros((20, 40)), rng.integers(0, 2**50, 40), rng.permutation(40)

    def winners(at: np.ndarray, own: int) -> set[int]:
        return set(keys[at][select(flat, one_prize(6, keys=keys[at], seed=own)).choices[0].winners].tolist())

    assert winners(np.arange(40), seed) == winners(order, seed)
    assert winners(np.arange(40), seed) != winners(np.arange(40), seed + 1)


def test_r17_no_place_in_the_list_wins_ties_more_often_than_another() -> None:
    flat, won = np.zeros((4, 20)), np.zeros(20)
    for seed in range(600):
        won[select(flat, one_prize(5, seed=seed)).choices[0].winners] += 1
    assert np.abs(won - 150).max() < 4 * np.sqrt(600 * 0.25 * 0.75)


def test_r22_waves_go_to_doubt_at_each_cut_and_nobody_reads_twice_or_too_much() -> None:
    made = simulate(replace(SMALL, entries=100, missing=0.0), seed=4)
    entry, judge, at_cut = made.entry, made.judge, []
    cuts = (30, 5)
    for _ in range(5):
        scores = made.jury.score(entry, judge)
        now = fitted(replace(made, entry=entry, judge=judge), scores=scores, door=preview)
        doubt = [zones(now.p_top(k)).contested for k in cuts]
        wave = next_reads(
            entry, judge, scores, made.jury.weights, 1, 10, 100, 10, cuts=list(cuts), budget=12, load_max=None
        )
        at_cut.append([mine[wave[0]].mean() for mine in (doubt[0] | doubt[1], doubt[0], doubt[1])])
        entry, judge = np.r_[entry, wave[0]], np.r_[judge, wave[1]]
    assert np.unique(entry * 10 + judge).size == entry.size == 360
    assert np.bincount(judge).max() <= 1.5 * 36
    either, first, second = np.mean(at_cut, axis=0)
    assert either >= 0.9
    assert min(first, second) > 0.1


def error_in_the_zone(seed: int) -> tuple[float, int]:
    """Sum of (merit - truth) over the contested zone after four waves, in standard deviations, and its size."""
    made = simulate(CLEAN, seed=seed)
    entry, judge = made.entry, made.judge
    weights = np.asarray(CLEAN.weights)
    for _ in range(4):
        scores = made.jury.score(entry, judge)
        wave = next_reads(entry, judge, scores, weights, 1, 10, 200, 20, cuts=[40], budget=50, load_max=60)
        entry, judge = np.r_[entry, wave[0]], np.r_[judge, wave[1]]
    scores = made.jury.score(entry, judge)
    fit = preview(entry, judge, scores @ weights, 200, 20, scores=scores, weights=weights, lo=1, hi=10)
    contested = zones(fit.p_top(40)).contested
    gap = (fit.merit - fit.merit.mean()) - (made.truth - made.truth.mean())
    return float(gap[contested].sum() / made.truth.std()), int(contested.sum())


def test_r23_adaptive_reading_is_unbiased_in_the_contested_zone() -> None:
    made = [error_in_the_zone(seed) for seed in range(24)]
    assert abs(sum(gap for gap, _ in made) / sum(size for _, size in made)) <= 0.05


def test_r24_metrics_break_ties_themselves() -> None:
    truth = np.arange(400.0)[::-1]
    assert measured(np.zeros(400), truth, 100) == pytest.approx(0.25, abs=0.1)
    assert precision(np.zeros(400), truth, 100) == pytest.approx(0.25, abs=0.1)
    assert measured(np.round(truth / 400), truth, 100) == pytest.approx(0.5, abs=0.1)


def test_r24_costs_are_counted_in_cpu_time() -> None:
    with cpu() as slept:
        time.sleep(0.5)
    assert slept.seconds < 0.25
