"""Everything is small (DESIGN §6)."""

import statistics
from functools import cache
from pathlib import Path

import pytest

from tests.support.source import SRC, Function, functions, modules, short, templates, tree

VAGUE = {"utils", "util", "common", "helpers", "helper", "misc"}


@cache
def every() -> list[Function]:
    return [function for path in modules() for function in functions(path)]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_half_of_all_functions_have_at_most_six_lines() -> None:
    assert statistics.median(function.lines for function in every()) <= 6


def too_long(function: Function) -> bool:
    return function.lines > 40


def too_winding(function: Function) -> bool:
    return function.complexity > 8


def test_no_function_is_longer_than_a_screen() -> None:
    assert [function for function in every() if too_long(function)] == []


def test_no_function_has_more_than_eight_ways_through() -> None:
    assert [function for function in every() if too_winding(function)] == []


def test_no_module_is_longer_than_300_lines() -> None:
    assert {short(path): lines(path) for path in modules() if lines(path) > 300} == {}


def test_no_template_is_longer_than_80_lines() -> None:
    assert {short(path): lines(path) for path in templates() if lines(path) > 80} == {}


def test_no_room_has_a_vague_name() -> None:
    named = {short(path) for path in SRC.rglob("*") if path.stem in VAGUE and "migrations" not in path.parts}
    assert named == set()


@pytest.mark.parametrize(
    ("body", "long", "winding"), [("    x = 1\n" * 41, True, False), ("    x = 1 or 2\n" * 9, False, True)]
)
def test_a_planted_giant_is_seen(tmp_path: Path, *, body: str, long: bool, winding: bool) -> None:
    path = tmp_path / "giant.py"
    path.write_text(f"def giant():\n{body}")
    tree.cache_clear()
    (giant,) = functions(path)
    assert (too_long(giant), too_winding(giant)) == (long, winding)
