"""The first line of a module is a sentence that would fit on a door plate."""

import ast
from pathlib import Path

from tests.support.source import modules, short, tree

ENDINGS = (".", "?", "!", "。", "…")


def door_plate(path: Path) -> str:
    return (ast.get_docstring(tree(path)) or "").partition("\n")[0]


def fits(plate: str) -> bool:
    return 0 < len(plate) <= 117 and plate.endswith(ENDINGS)


def test_every_module_has_one() -> None:
    without = [short(path) for path in modules() if path.read_text().strip() and not fits(door_plate(path))]
    assert without == []


def test_what_a_plate_is() -> None:
    assert fits("The clock.")
    assert not fits("")
    assert not fits("clock stuff")
    assert not fits("word " * 30 + ".")
