"""What a calibration must never do, whatever the reviews."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairjury.ballots import Ballots
from fairjury.bench import Fit, fit, preview
from fairjury.calibrate import Pieces, calibrate
from fairjury.calibrate.graph import efficiency
from fairjury.calibrate.mixed import fit_mixed
from fairjury.rubric import Rubric
from fairjury.simulate import Habit, Round, World, simulate

SMALL = World(entries=80, judges=10, habits=())
FEW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))


def fitted(made: Round, *, scores: np.ndarray | None = None, weights: object = None, door: object = fit) -> Fit:
    marks = made.scores if scores is None else scores
    weight = made.jury.weights if weights is None else np.asarray(weights)
    world = made.world
    return door(  # type: ignore[operator, no-any-return]
        made.entry, made.judge, marks @ weight, world.entries, world.judges,
        scores=marks, weights=weight, lo=world.low, hi=world.high, seed=1,
    )  # fmt: skip


def top(merit: np.ndarray, k: int) -> set[int]:
    return set(np.argsort(-merit)[:k].tolist())


@FEW
@given(st.integers(0, 1000))
def test_order_of_rows_entries_and_judges_changes_nothing(seed: int) -> None:
    made = simulate(SMALL, seed=seed)
    rng = np.random.default_rng(seed)
    rows, entries, judges = rng.permutation(made.entry.size), rng.permutation(80), rng.permutation(10)
    other = replace(made, entry=entries[made.entry[rows]], judge=judges[made.judge[rows]], scores=made.scores[rows])
    for door in (fit, preview):
        one, two = fitted(made, door=door), fitted(other, door=door)
        np.testing.assert_allclose(two.merit[entries], one.merit, atol=1e-9)
        np.testing.assert_allclose(two.info["severity"][judges], one.info["severity"], atol=1e-9)


@FEW
@given(st.integers(0, 1000), st.integers(0, 9), st.sampled_from([-2.0, 3.0]))
def test_a_constant_added_to_one_judge_leaves_the_order(seed: int, judge: int, constant: float) -> None:
    made = simulate(replace(SMALL, low=-40.0, high=60.0), seed=seed)
    moved = made.scores + constant * (made.judge == judge)[:, None]
    one, two = fitted(made), fitted(made, scores=moved)
    assert np.corrcoef(one.merit, two.merit)[0, 1] > 0.99
    shift = two.info["severity"][judge] - one.info["severity"][judge]
    assert shift == pytest.approx(0.9 * constant, abs=0.35 * abs(constant))


def test_a_constant_judge_has_no_say_and_is_reported() -> None:
    made = simulate(replace(SMALL, entries=150, habits=(Habit.CONSTANT,)), seed=4)
    found = calibrate(made.ballots(), seed=1)
    (bad,) = (at for at, habit in enumerate(made.jury.habit) if habit is Habit.CONSTANT)
    assert found.judges[bad].weight == 0.0
    assert [remark.code for remark in found.judges[bad].remarks] == ["constant"]
    assert abs(fitted(made).info["scale"][bad]) < 0.25


def test_doubling_a_criterion_is_not_a_second_witness() -> None:
    made = simulate(replace(SMALL, entries=200), seed=7)
    one = fitted(made)
    doubled = np.column_stack([made.scores, made.scores[:, 0]])
    weights = np.r_[made.jury.weights, 0.0]
    weights[[0, -1]] = weights[0] / 2
    two = fitted(made, scores=doubled, weights=weights)
    assert two.se.mean() > 0.95 * one.se.mean()


def test_all_tens_are_ten_or_more() -> None:
    entry, judge = np.repeat(np.arange(40), 3), np.tile(np.arange(3), 40)
    rng = np.random.default_rng(0)
    merit = 6 + 1.5 * rng.standard_normal(40)
    scores = np.clip(np.rint(merit[entry, None] + rng.standard_normal((120, 2))), 1, 10)
    scores[entry == 0], scores[entry == 1] = 10, 9
    made = fit(entry, judge, scores.mean(1), 40, 3, scores=scores, weights=np.ones(2), lo=1, hi=10)
    assert made.merit[0] > made.merit[1]


def test_one_review_none_and_gaps_give_finite_honest_numbers() -> None:
    made = simulate(replace(SMALL, entries=60), seed=3)
    keep = ~((made.entry < 2) & (np.r_[False, made.entry[1:] == made.entry[:-1]])) & (made.entry != 5)
    scores = made.scores[keep].copy()
    scores[::7, 1] = np.nan
    weights = made.jury.weights
    result = fit(
        made.entry[keep], made.judge[keep], np.nan_to_num(scores) @ weights, 60, 11,
        scores=scores, weights=weights, lo=1, hi=10,
    )  # fmt: skip
    assert np.isfinite(result.merit).all()
    assert np.isfinite(result.se).all()
    assert result.se[5] > result.se[:2].max() > result.se[10:].mean()


def test_an_entry_nobody_read_is_never_ranked() -> None:
    made = simulate(SMALL, seed=2)
    keep = made.entry != 9
    ballots = replace(made.ballots(), entry=made.entry[keep], judge=made.judge[keep], scores=made.scores[keep])
    found = calibrate(ballots, seed=1)
    assert np.flatnonzero(found.ranked == 0).tolist() == [9]
    assert [remark.code for remark in found.entries[9].remarks] == ["unread"]
    assert "some_unread" in [remark.code for remark in found.warnings]


def test_islands_are_refused_with_the_reads_that_join_them() -> None:
    made = simulate(replace(SMALL, design="islands"), seed=1)
    ballots = made.ballots()
    with pytest.raises(Pieces) as caught:
        calibrate(ballots, seed=1)
    assert len(caught.value.pieces) == 2
    assert len(caught.value.joins) == 1
    ((entry, judge),) = caught.value.joins
    joined = Ballots(
        ballots.rubric, ballots.entries, ballots.judges,
        np.r_[ballots.entry, ballots.entries.index(entry)], np.r_[ballots.judge, ballots.judges.index(judge)],
        np.vstack([ballots.scores, [[6, 6, 6, 6]]]), ballots.tracks,
    )  # fmt: skip
    assert "weakly_joined" in [remark.code for remark in calibrate(joined, seed=1).warnings]
    assert fitted(made).info["pieces"] == 2


def test_keys_decide_not_order() -> None:
    ballots = simulate(SMALL, seed=6).ballots()
    turned = Ballots(
        ballots.rubric, ballots.entries[::-1], ballots.judges[::-1],
        79 - ballots.entry, 9 - ballots.judge, ballots.scores, ballots.tracks[::-1],
    )  # fmt: skip
    one, two = calibrate(ballots, seed=3), calibrate(turned, seed=3)
    np.testing.assert_array_equal(one.merit, two.merit[::-1])
    np.testing.assert_array_equal(one.draws, two.draws[:, ::-1])
    assert not np.array_equal(one.draws, calibrate(ballots, seed=4).draws)


def test_rescaling_a_rubric_rescales_the_answer() -> None:
    ballots = simulate(SMALL, seed=8).ballots()
    tenfold = Rubric.flat(
        dict(zip(ballots.rubric.keys, ballots.rubric.weights, strict=True)), low=10, high=100, step=10
    )
    one, two = (
        calibrate(made, seed=1) for made in (ballots, replace(ballots, rubric=tenfold, scores=10 * ballots.scores))
    )
    np.testing.assert_allclose(two.merit, 10 * one.merit, rtol=1e-6)


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


def test_restarts_of_the_mixed_model_agree() -> None:
    made = simulate(SMALL, seed=9)
    found = fit_mixed(made.entry, made.judge, made.total, 80, 10)
    assert np.ptp(found.log_likelihoods) < 0.01
    assert found.severity.std() > 0.1


def test_efficiency_knows_a_chain_from_a_random_design() -> None:
    for design, expected in (("random", 0.8), ("islands", -1.0)):
        made = simulate(replace(SMALL, design=design), seed=1)
        found = efficiency(made.entry, made.judge, 80)
        assert found > expected
        assert (found == 0.0) == (design == "islands")
