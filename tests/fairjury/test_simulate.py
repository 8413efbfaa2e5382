"""Simulated rounds follow from their seed and are what they say they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fairjury.simulate import WORLDS, Habit, Jury, World, even_design, simulate

SMALL = World(entries=60, judges=9)


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_every_world_stays_on_its_scale_and_reads_every_entry(name: str) -> None:
    world = replace(WORLDS[name], entries=80, judges=12)
    made = simulate(world, seed=3)
    assert made.scores.min() >= world.low
    assert made.scores.max() <= world.high
    assert np.bincount(made.entry, minlength=80).min() >= 1
    assert np.unique(made.entry * 12 + made.judge).size == made.entry.size


def test_same_seed_same_round_other_seed_another() -> None:
    one, two, three = (simulate(SMALL, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.scores, two.scores)
    assert not np.array_equal(one.truth, three.truth)


def test_a_judge_gives_the_same_scores_whenever_asked() -> None:
    jury = Jury(SMALL, seed=5)
    entry, judge = np.arange(20), np.arange(20) % 9
    backwards = jury.score(entry[::-1], judge[::-1])[::-1]
    np.testing.assert_array_equal(jury.score(entry, judge), backwards)


def test_habits_show() -> None:
    jury = Jury(replace(SMALL, habits=(Habit.CONSTANT, Habit.EXTREME)), seed=1)
    entry = np.arange(60)
    for who, habit in enumerate(jury.habit):
        seen = np.unique(jury.score(entry, np.full(60, who)))
        expected = {Habit.CONSTANT: 1, Habit.EXTREME: 2}.get(habit, seen.size) if habit else seen.size
        assert seen.size == expected


def test_colluders_lift_their_friends_by_their_boost() -> None:
    world = replace(SMALL, habits=(Habit.COLLUDER,), high=100.0)
    jury, honest = Jury(world, seed=2), Jury(replace(world, boost=0.0), seed=2)
    ((judge, friends),) = jury.friends.items()
    who = np.full(friends.size, judge)
    np.testing.assert_allclose(jury.score(friends, who) - honest.score(friends, who), 3.0 * 1.5, atol=1.0)


def test_even_design_deals_different_judges_evenly() -> None:
    grid = even_design(100, 7, 3, rng=np.random.default_rng(0))
    assert all(np.unique(row).size == 3 for row in grid)
    assert np.ptp(np.bincount(grid.ravel())) <= 6


def test_more_readers_than_judges_is_refused() -> None:
    with pytest.raises(ValueError, match="4 different readers"):
        even_design(5, 3, 4, rng=np.random.default_rng(0))
