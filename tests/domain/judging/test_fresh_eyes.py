"""Whoever has read an entry in an earlier round is not asked again while others are left."""

from __future__ import annotations

from itertools import product

import pytest

from baigong.domain.judging.engine import solve
from baigong.domain.judging.queries.engine import Reader, ReadingProblem

ENTRIES = [(f"e{number}", "t") for number in range(6)]
JUDGES = [f"j{number}" for number in range(5)]


def problem(*, seen: set[tuple[str, str]], seed: str = "1", load: int = 0) -> ReadingProblem:
    """Six entries, five judges, two reads each."""
    readers = [Reader(key, frozenset({"t"}), "", 0, {}) for key in JUDGES]
    return ReadingProblem(
        entries=ENTRIES,
        judges=readers,
        held=frozenset(),
        barred=frozenset(),
        seen=frozenset(seen),
        reads=2,
        load=load,
        by_track=True,
        efficiency=0.0,
        seed=seed,
    )


@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5"])
def test_nobody_reads_again_while_others_are_left(seed: str) -> None:
    seen = {(f"e{number}", f"j{(number + step) % 5}") for number, step in product(range(6), range(3))}
    pairs, _figures = solve(problem(seen=seen, seed=seed))
    assert len(pairs) == 12
    assert not seen & set(pairs)


def test_where_nobody_else_is_left_the_fewest_read_again() -> None:
    seen = {("e0", judge) for judge in JUDGES[:4]}
    pairs, _figures = solve(problem(seen=seen))
    assert len(seen & set(pairs)) == 1


def test_where_loads_leave_no_other_way_some_read_again() -> None:
    seen = {(entry, judge) for (entry, _track), judge in product(ENTRIES, JUDGES[:3])}
    pairs, _figures = solve(problem(seen=seen, load=3))
    assert len(pairs) == 12
    assert seen & set(pairs)
