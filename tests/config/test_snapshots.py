"""Of the kept worlds the newest stay, whoever else clears up at the same time."""

from __future__ import annotations

import os
from pathlib import Path

from baigong.config.operations.snapshots import KEPT, forget_old


def test_only_the_newest_stay_and_one_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    for age in range(KEPT + 2):
        world = tmp_path / f"{age}.tar"
        world.touch()
        world.with_suffix(".json").touch()
        os.utime(world, (1000 - age, 1000 - age))
    (tmp_path / "gone.tar").symlink_to(tmp_path / "taken-away")
    forget_old(tmp_path)
    kept = {str(age) for age in range(KEPT)}
    assert {path.stem for path in tmp_path.glob("*.tar")} == {path.stem for path in tmp_path.glob("*.json")} == kept
