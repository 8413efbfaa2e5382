"""Exactly so many reads each, even loads inside declared caps, the same again for one seed, and only holes refilled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from baigong.domain.judging.engine import solve
from baigong.domain.judging.queries.engine import Reader, ReadingProblem

READS = 3
CAPS = {"j0": 4}  # one judge has agreed to fewer
PROBLEM = ReadingProblem(
    entries=[(f"e{number:02}", "t") for number in range(20)],
    judges=[Reader(f"j{number}", frozenset({"t"}), "", CAPS.get(f"j{number}", 0), {}) for number in range(8)],
    held=frozenset(),
    barred=frozenset({("e00", "j1"), ("e01", "j2")}),
    seen=frozenset(),
    reads=READS,
    load=0,
    by_track=True,
    efficiency=0.6,
    seed="committed",
)


def test_every_entry_has_its_reads_and_loads_differ_by_one_inside_the_caps() -> None:
    pairs, _figures = solve(PROBLEM)
    assert set(Counter(entry for entry, _judge in pairs).values()) == {READS}
    assert len(set(pairs)) == READS * len(PROBLEM.entries)
    assert not PROBLEM.barred & set(pairs)
    loads = Counter(judge for _entry, judge in pairs)
    assert loads.pop("j0") == CAPS["j0"]
    assert len(loads) == len(PROBLEM.judges) - 1
    assert max(loads.values()) - min(loads.values()) <= 1


def test_the_same_seed_gives_the_same_reads_in_any_order_of_rows() -> None:
    turned = replace(PROBLEM, entries=PROBLEM.entries[::-1], judges=PROBLEM.judges[::-1])
    assert sorted(solve(PROBLEM)[0]) == sorted(solve(PROBLEM)[0]) == sorted(solve(turned)[0])


def test_a_judge_who_goes_moves_only_the_own_entries() -> None:
    before, gone = set(solve(PROBLEM)[0]), "j3"
    left = frozenset(pair for pair in before if pair[1] != gone)
    judges = [judge for judge in PROBLEM.judges if judge.key != gone]
    fresh, _figures = solve(replace(PROBLEM, judges=judges, held=left))
    holes = Counter(entry for entry, judge in before if judge == gone)
    assert Counter(entry for entry, _judge in fresh) == holes
    assert not left & set(fresh)
