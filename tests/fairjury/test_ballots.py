"""Ballots are read, or every fault is named with row and column."""

from __future__ import annotations

import numpy as np
import pytest

from fairjury import BallotFaults, Criterion, Rubric, read_ballots

RUBRIC = Rubric.flat({"impact": 0.6, "craft": 0.4}, low=1, high=10)


def codes(rows: list[tuple[object, ...]], **more: object) -> list[tuple[int, str, str]]:
    with pytest.raises(BallotFaults) as caught:
        read_ballots(rows, RUBRIC, **more)  # type: ignore[arg-type]
    return [(fault.row, fault.column, fault.code) for fault in caught.value.faults]


def test_reads_long_rows() -> None:
    ballots = read_ballots(
        [("e1", "j1", "impact", "7"), ("e1", "j1", "craft", 8), ("e2", "j1", "impact", 3), ("e2", "j1", "craft", "")],
        RUBRIC,
    )
    assert ballots.entries == ("e1", "e2")
    assert ballots.reads.tolist() == [1, 1]
    np.testing.assert_array_equal(ballots.scores, [[7, 8], [3, np.nan]])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("e1", "j1", "impact", 11), (3, "score", "off_scale")),
        (("e1", "j1", "impact", 7.5), (3, "score", "off_step")),
        (("e1", "j1", "impact", "seven"), (3, "score", "not_a_number")),
        (("e1", "j1", "impact", "nan"), (3, "score", "not_finite")),
        (("e1", "j1", "beauty", 7), (3, "criterion", "unknown_criterion")),
        (("e9", "j1", "impact", 7), (3, "entry", "unknown_entry")),
        (("e1", "j9", "impact", 7), (3, "judge", "unknown_judge")),
        (("", "j1", "impact", 7), (3, "entry", "empty")),
        (("e1", "j1"), (3, "judge", "short_row")),
        (("e1", "j1", "craft", 5), (3, "score", "duplicate")),
    ],
)
def test_names_the_fault(row: tuple[object, ...], expected: tuple[int, str, str]) -> None:
    found = codes([("e1", "j1", "craft", 5), row], entries=["e1"], judges=["j1"])
    assert expected in found


def test_empty_table_and_unscored_criterion() -> None:
    assert codes([]) == [(0, "", "empty_table")]
    assert (0, "criterion", "unscored_criterion") in codes([("e1", "j1", "craft", 5)])


def test_tree_of_97_and_3_per_cent() -> None:
    main = Criterion("main", 0.97, parts=tuple(Criterion(key, low=0, high=25) for key in "abcd"))
    rubric = Rubric((main, Criterion("equality", 0.03, low=0, high=100)))
    np.testing.assert_allclose(rubric.weights, [0.2425] * 4 + [0.03])
    assert rubric.scale == (0.0, 100.0)
    np.testing.assert_allclose(rubric.rescale(np.array([[25, 0, 12.5, 5, 40.0]])), [[100, 0, 50, 20, 40]])
    assert Rubric.from_json(rubric.as_json()) == rubric


def test_bonus_comes_on_top() -> None:
    rubric = Rubric((Criterion("main", low=0, high=10), Criterion("extra", 0.05, low=0, high=10, bonus=True)))
    np.testing.assert_allclose(rubric.weights, [1 / 1.05, 0.05 / 1.05])


def test_a_million_faults_are_counted_and_a_hundred_kept() -> None:
    with pytest.raises(BallotFaults) as caught:
        read_ballots(([f"e{at}", "j", "c", "x"] for at in range(2_000)), Rubric.flat({"c": 1.0}))
    assert (caught.value.count, len(caught.value.faults)) == (2_000, 100)
