"""What the scores mean: requirements 1 to 6, 9, 10, 12 to 14 and 25 of a fair jury."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairjury.arrays import Codes
from fairjury.ballots import Ballots
from fairjury.calibrate import Pieces, calibrate
from fairjury.calibrate.gate import hidden_errors, plan_for
from fairjury.calibrate.graph import efficiency, joining_reads, judge_pieces
from fairjury.calibrate.mixed import fit_mixed
from fairjury.calibrate.run import table_of
from fairjury.simulate import WORLDS, Habit, Round, even_design, simulate
from tests.fairjury.rounds import FEW, JOINED, MANY, SMALL, SOME, fit, fitted, more, only, precision, preview

SEEDS = st.integers(0, 10**6)


def codes(remarks: tuple[object, ...]) -> list[str]:
    return [remark.code for remark in remarks]  # type: ignore[attr-defined]


def archipelago(parts: int, *, seed: int) -> tuple[Codes, Codes]:
    """Reads of `parts` groups of four judges and ten entries that share nothing."""
    rng = np.random.default_rng(seed)
    grids = [4 * part + even_design(10, 4, 2, rng=rng) for part in range(parts)]
    return np.repeat(np.arange(10 * parts), 2), np.vstack(grids).ravel()


@MANY
@given(parts=st.integers(1, 6), seed=SEEDS)
def test_r01_any_islands_are_named_and_joined_by_the_fewest_reads(parts: int, seed: int) -> None:
    entry, judge = archipelago(parts, seed=seed)
    whole = judge_pieces(entry, judge, 10 * parts, 4 * parts)
    whole_parts = int(whole.max()) + 1
    joins = joining_reads(entry, judge, whole)
    assert whole_parts >= parts
    assert len(joins) == whole_parts - 1
    for left_out in range(len(joins) + 1):
        some = [join for at, join in enumerate(joins) if at != left_out]
        after = judge_pieces(
            np.r_[entry, [i for i, _ in some]].astype(np.int64), np.r_[judge, [q for _, q in some]].astype(np.int64),
            10 * parts, 4 * parts,
        )  # fmt: skip
        assert int(after.max()) == (left_out < len(joins))


def test_r01_calibrate_refuses_two_islands_until_they_are_joined() -> None:
    made = simulate(replace(SMALL, design="islands"), seed=1)
    ballots = made.ballots()
    with pytest.raises(Pieces) as caught:
        calibrate(ballots, seed=1)
    assert {frozenset(piece) for piece in caught.value.pieces} == {
        frozenset(ballots.judges[:5]),
        frozenset(ballots.judges[5:]),
    }
    ((entry, judge),) = caught.value.joins
    for sentence in (caught.value.zh, caught.value.en):
        assert entry in sentence
        assert judge in sentence
    assert calibrate(more(ballots, caught.value.joins), seed=1).pieces.max() == 0
    assert fitted(made).info["pieces"] == 2


def test_r02_a_weak_chain_is_warned_about_and_doubt_between_groups_widens() -> None:
    made = simulate(replace(SMALL, entries=120, judges=6, design="islands"), seed=3)
    rng, ballots = np.random.default_rng(0), made.ballots()
    group = np.arange(120) >= 60
    spread = {}
    for bridges in (1, 40):
        across = [(ballots.entries[i], ballots.judges[3 + i % 3]) for i in rng.permutation(60)[:bridges]]
        found = calibrate(more(ballots, tuple(across)), seed=1)
        spread[bridges] = (found.draws[:, group].mean(1) - found.draws[:, ~group].mean(1)).std()
        assert ("weakly_joined" in codes(found.warnings)) == (bridges == 1)
        assert (found.efficiency < 0.4) == (bridges == 1)
    assert spread[1] > 1.3 * spread[40]


def relabelled(made: Round, *, seed: int) -> tuple[Round, Codes, Codes]:
    rng, world = np.random.default_rng(seed), made.world
    rows = rng.permutation(made.entry.size)
    entries, judges = rng.permutation(world.entries), rng.permutation(world.judges)
    track = np.empty_like(made.track)
    track[entries] = made.track
    other = replace(
        made, entry=entries[made.entry[rows]], judge=judges[made.judge[rows]], scores=made.scores[rows], track=track
    )
    return other, entries, judges


@FEW
@given(SEEDS)
def test_r03_any_order_of_rows_entries_and_judges_gives_the_same(seed: int) -> None:
    made = simulate(SMALL, seed=seed)
    other, entries, judges = relabelled(made, seed=seed)
    for door in (fit, preview):
        one, two = fitted(made, door=door), fitted(other, door=door)
        np.testing.assert_allclose(two.merit[entries], one.merit, atol=1e-9)
        np.testing.assert_allclose(two.info["severity"][judges], one.info["severity"], atol=1e-9)


def test_r03_keys_decide_streams() -> None:
    ballots = simulate(SMALL, seed=6).ballots()
    turned = Ballots(
        ballots.rubric, ballots.entries[::-1], ballots.judges[::-1],
        79 - ballots.entry, 9 - ballots.judge, ballots.scores, ballots.tracks[::-1],
    )  # fmt: skip
    one, two = calibrate(ballots, seed=3), calibrate(turned, seed=3)
    np.testing.assert_array_equal(one.merit, two.merit[::-1])
    np.testing.assert_array_equal(one.draws, two.draws[:, ::-1])
    assert not np.array_equal(one.draws, calibrate(ballots, seed=4).draws)


@FEW
@given(SEEDS, st.integers(0, 9), st.sampled_from([-2.0, 3.0]))
def test_r04_any_constant_added_to_one_judge_leaves_the_order(seed: int, judge: int, constant: float) -> None:
    made = simulate(replace(SMALL, low=-40.0, high=60.0), seed=seed)
    moved = made.scores + constant * (made.judge == judge)[:, None]
    one, two = fitted(made), fitted(made, scores=moved)
    assert np.corrcoef(one.merit, two.merit)[0, 1] > 0.99
    assert (np.abs((two.merit - two.merit.mean()) - (one.merit - one.merit.mean())) < 0.5 * one.se).all()
    clearly = np.subtract.outer(one.merit, one.merit) > 0.5 * np.hypot.outer(one.se, one.se)
    assert (np.subtract.outer(two.merit, two.merit)[clearly] > 0).all()
    shift = two.info["severity"][judge] - one.info["severity"][judge]
    assert shift == pytest.approx(0.9 * constant, abs=0.35 * abs(constant))


def widened(made: Round, judge: int) -> np.ndarray:
    out, rows = made.scores.copy(), made.judge == judge
    out[rows] = made.world.middle + 1.5 * (out[rows] - made.world.middle)
    return out


def test_r04_one_judge_spread_wider_costs_next_to_nothing() -> None:
    world = replace(WORLDS["clean"], low=-40.0, high=60.0, step=0.5)
    change = []
    for seed in range(4):
        made = simulate(world, seed=seed)
        plain, wide = (fitted(made, scores=marks).merit for marks in (made.scores, widened(made, seed)))
        change.append(precision(wide, made.truth, 100) - precision(plain, made.truth, 100))
    assert abs(np.mean(change)) < 0.01


@FEW
@given(SEEDS)
def test_r05_any_constant_judge_has_no_say_and_is_reported(seed: int) -> None:
    made = simulate(replace(SMALL, entries=150, habits=(Habit.CONSTANT,)), seed=seed)
    found = calibrate(made.ballots(), seed=1)
    (bad,) = (at for at, habit in enumerate(made.jury.habit) if habit is Habit.CONSTANT)
    assert found.judges[bad].weight == 0.0
    assert codes(found.judges[bad].remarks) == ["constant"]
    assert abs(fitted(made).info["scale"][bad]) < 0.25


def test_r05_six_constant_judges_of_thirty_cost_little() -> None:
    lost = []
    for seed in range(4):
        worlds = (replace(WORLDS["clean"], habits=habits) for habits in ((), (Habit.CONSTANT,) * 6))
        clean, bad = (simulate(world, seed=seed) for world in worlds)
        lost.append(precision(fitted(clean).merit, clean.truth, 100) - precision(fitted(bad).merit, bad.truth, 100))
    assert np.mean(lost) <= 0.04


@FEW
@given(seed=SEEDS)
def test_r06_any_round_with_one_review_or_none_gives_finite_honest_numbers(seed: int) -> None:
    made = simulate(replace(SMALL, entries=60, missing=0.0), seed=seed)
    first = np.r_[True, made.entry[1:] != made.entry[:-1]]
    mine = np.flatnonzero((made.judge == 0) & (made.entry > 5))
    kept = (first | (made.entry >= 2)) & (made.entry != 5) & (made.judge != 0)
    kept[[*np.flatnonzero(first & (made.entry < 2)), mine[0]]] = True  # judge 0: one review; entries 0 and 1: one each
    rows = np.flatnonzero(kept)
    scores = made.scores[rows].copy()
    scores[::7, 1] = np.nan
    found = calibrate(replace(only(made.ballots(), rows), scores=scores), seed=1)
    assert np.isfinite(found.merit).all()
    assert np.isfinite(found.se).all()
    reads = np.bincount(made.entry[rows], minlength=60)
    assert reads[:2].tolist() == [1, 1]
    assert found.se[5] > found.se[reads == 1].mean() > found.se[reads == 3].mean()
    assert np.flatnonzero(found.ranked == 0).tolist() == np.flatnonzero(reads == 0).tolist()
    assert codes(found.entries[5].remarks) == ["unread"]
    assert "some_unread" in codes(found.warnings)


@FEW
@given(seed=SEEDS, reads=st.integers(1, 4), lenient=st.floats(0.0, 1.5))
def test_r09_any_all_ten_entry_is_not_below_an_all_nine_one(seed: int, reads: int, lenient: float) -> None:
    rng = np.random.default_rng(seed)
    entry, judge = np.repeat(np.arange(40), reads), np.tile(np.arange(reads), 40)
    merit = 6 + lenient + 1.5 * rng.standard_normal(40)
    scores = np.clip(np.rint(merit[entry, None] + rng.standard_normal((40 * reads, 2))), 1, 10)
    scores[entry == 0], scores[entry == 1] = 10, 9
    made = fit(entry, judge, scores.mean(1), 40, reads, scores=scores, weights=np.ones(2), lo=1, hi=10)
    assert made.merit[0] > made.merit[1]


@FEW
@given(seed=SEEDS, middle=st.floats(5.5, 9.0))
def test_r09_any_criterion_that_clips_above_a_tenth_is_advised_on(seed: int, middle: float) -> None:
    made = simulate(replace(SMALL, middle=middle, criterion_spread=0.8), seed=seed)
    warned = [remark.zh for remark in calibrate(made.ballots(), seed=1).warnings if remark.code == "top_clipped"]
    clipped = [f"c{at}" for at, share in enumerate((made.scores == 10).mean(0), 1) if share > 0.1]
    assert len(warned) == len(clipped)
    assert all(f"「{key}」" in sentence for key, sentence in zip(clipped, warned, strict=True))


@FEW
@given(seed=SEEDS, column=st.integers(0, 3))
def test_r10_doubling_any_criterion_is_not_a_second_witness(seed: int, column: int) -> None:
    made = simulate(replace(SMALL, entries=150), seed=seed)
    doubled = np.column_stack([made.scores, made.scores[:, column]])
    weights = np.r_[made.jury.weights, 0.0]
    weights[[column, -1]] = weights[column] / 2
    assert fitted(made, scores=doubled, weights=weights).se.mean() > 0.95 * fitted(made).se.mean()


def test_r12_on_tiny_data_the_model_is_no_worse_than_mean_and_mixed() -> None:
    squares: dict[str, list[np.ndarray]] = {}
    for seed, name in enumerate(("base", "panel", "crowd", "roomy")):
        made = simulate(replace(WORLDS[name], entries=43, judges=20, missing=0.0), seed=seed)
        table = table_of(only(made.ballots(), np.arange(128)))
        for model, part in hidden_errors(table, plan_for(table), seed=seed).items():
            squares.setdefault(model, []).append(part)
    error = {model: float(np.sqrt(np.concatenate(parts).mean())) for model, parts in squares.items()}
    assert error["ordinal"] <= 1.005 * min(error["mean"], error["mixed"])


@FEW
@given(seed=SEEDS)
def test_r13_any_repeated_run_on_tiny_data_agrees_and_no_noise_vanishes(seed: int) -> None:
    made = simulate(replace(WORLDS["panel"], entries=43, judges=20, habits=()), seed=seed)
    one, two = (fitted(made, seed=own) for own in (1, 2))
    gap = np.abs(one.merit - two.merit) / np.sqrt((one.se**2 + two.se**2) / 2)
    assert np.sqrt(np.mean(gap**2)) < 0.3  # of an entry's own error, also where the gate trusts another model
    assert gap.max() < 1
    noise = np.r_[one.info["noise"], two.info["noise"]]
    assert noise.min() > 0.3 * np.median(noise)


@SOME
@given(seed=SEEDS, name=st.sampled_from(JOINED))
def test_r14_restarts_of_the_mixed_model_agree_in_any_world(seed: int, name: str) -> None:
    made = simulate(replace(WORLDS[name], entries=60, judges=12), seed=seed)
    found = fit_mixed(made.entry, made.judge, made.total, 60, 12)
    assert np.ptp(found.log_likelihoods) < 0.01


def test_r25_errors_at_a_thousand_judges_are_those_of_brute_force() -> None:
    n, j = 1000, 1000
    made = simulate(replace(WORLDS["clean"], entries=n, judges=j), seed=1)
    found = fit_mixed(made.entry, made.judge, made.total, n, j, starts=((0.0, 1.0),))
    entry, judge = np.eye(n)[made.entry], np.eye(j)[made.judge]
    design = np.hstack([entry, judge, np.ones((made.entry.size, 1))])
    lam, rho = found.ratios
    inverse = np.linalg.inv(design.T @ design + np.diag(np.r_[np.full(n, lam), np.full(j, rho), 0.0]))
    brute = found.noise * np.sqrt(np.diag(inverse)[:n])
    np.testing.assert_allclose(found.se, brute, rtol=0.05)
    values = np.linalg.eigvalsh(_laplacian(made.entry, judge, n))
    assert efficiency(made.entry, made.judge, n) == pytest.approx(
        1 / np.mean(1 / values[1:]) / (values.sum() / (j - 1)), rel=0.05
    )


def _laplacian(entry: Codes, judge: np.ndarray, n: int) -> np.ndarray:
    """Information on judges once the entries are projected out, from the definition."""
    within = np.zeros((n, judge.shape[1]))
    np.add.at(within, entry, judge)
    reads = np.bincount(entry, minlength=n)[:, None]
    out: np.ndarray = np.diag(judge.sum(0)) - (within / np.maximum(reads, 1)).T @ within
    return out
