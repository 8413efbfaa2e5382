"""A small generated year on disk, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fairjury.cli import main


@pytest.fixture(scope="session")
def kept_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year") / "year"
    assert main(["example", str(folder), "--entries", "24", "--judges", "6", "--lang", "en"]) == 0
    return folder


@pytest.fixture
def year(kept_year: Path, tmp_path: Path) -> Path:
    """A copy to write in."""
    return Path(shutil.copytree(kept_year, tmp_path / "year"))


@pytest.fixture
def call(year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run the command inside the year; answers exit code, stdout and stderr."""
    monkeypatch.chdir(year)

    def run(line: str, *more: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([*line.split(), *more])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
