"""What a calibration must never do, whatever the reviews."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fairjury.calibrate import calibrate
from fairjury.calibrate.graph import efficiency
from fairjury.rubric import Rubric
from fairjury.simulate import Habit, simulate
from tests.fairjury.rounds import SMALL, fitted


def test_rescaling_a_rubric_rescales_the_answer() -> None:
    ballots = simulate(SMALL, seed=8).ballots()
    tenfold = Rubric.flat(
        dict(zip(ballots.rubric.keys, ballots.rubric.weights, strict=True)), low=10, high=100, step=10
    )
    one, two = (
        calibrate(made, seed=1) for made in (ballots, replace(ballots, rubric=tenfold, scores=10 * ballots.scores))
    )
    np.testing.assert_allclose(two.merit, 10 * one.merit, rtol=1e-6)


def test_a_scale_of_whole_numbers_is_a_scale() -> None:
    ballots = simulate(SMALL, seed=8).ballots()
    ends = {"low": 1, "high": 10, "step": 1}
    whole = Rubric.from_json([{**leaf, **ends} for leaf in ballots.rubric.as_json()])
    one, two = (calibrate(made, seed=1) for made in (ballots, replace(ballots, rubric=whole)))
    assert one.gate.errors == two.gate.errors
    np.testing.assert_array_equal(one.merit, two.merit)


def test_a_friend_lifted_by_one_judge_is_seen() -> None:
    world = replace(SMALL, entries=300, judges=15, habits=(Habit.COLLUDER,), high=14.0)
    made = simulate(world, seed=11)
    ((judge, friends),) = made.jury.friends.items()
    rows = np.isin(made.entry, friends) & (made.judge == judge)
    promoted = fitted(made).info["promoted"]
    assert promoted[rows].mean() > 5 * promoted[~rows].mean()


def test_the_gate_says_what_it_compared() -> None:
    found = calibrate(simulate(SMALL, seed=5).ballots(), seed=1)
    assert set(found.gate.errors) == {"ordinal", "em", "mixed", "mean"}
    assert found.model == found.gate.chosen
    assert str(found.gate.hidden) in found.gate.zh
    assert str(found.gate.hidden) in found.gate.en


def test_efficiency_knows_a_chain_from_a_random_design() -> None:
    for design, expected in (("random", 0.8), ("islands", -1.0)):
        made = simulate(replace(SMALL, design=design), seed=1)
        found = efficiency(made.entry, made.judge, 80)
        assert found > expected
        assert (found == 0.0) == (design == "islands")
