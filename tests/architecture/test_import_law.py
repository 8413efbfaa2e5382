"""The import law is kept, and a planted violation is caught (DESIGN §2)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT, SRC

PLANTED = {
    "the kit knows a chapter": ("baigong/kit/planted.py", "import baigong.domain.people"),
    "a chapter knows a portal": ("baigong/domain/people/planted.py", "import baigong.portals.public"),
    "an earlier chapter knows a later one": ("baigong/domain/people/planted.py", "import baigong.domain.entries"),
    "a portal knows another": ("baigong/portals/jury/planted.py", "import baigong.portals.office"),
    "the models know the actions": ("baigong/domain/entries/models.py", "import baigong.domain.entries.actions"),
    "the engine knows Django": ("fairjury/planted.py", "import django"),
    "two modules know each other": ("baigong/kit/time.py", "import baigong.kit.planted"),
}
ALSO = {
    "two modules know each other": ("baigong/kit/planted.py", "import baigong.kit.time"),
    "the models know the actions": ("baigong/domain/entries/actions.py", "import baigong.domain.entries.states"),
}


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "120"}
    return subprocess.run(command, cwd=source, env=environment, check=False, capture_output=True, text=True)


def plant(source: Path, *, place: str, line: str) -> None:
    path = source / place
    if not path.parent.exists():
        pytest.skip(f"{path.parent.relative_to(source)} is not built yet")
    path.write_text((path.read_text() if path.exists() else '"""Planted."""\n') + f"\n{line}\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "*.egg-info")
    return Path(shutil.copytree(SRC, tmp_path / "src", ignore=ignored))


def test_the_law_is_kept() -> None:
    done = lint(SRC)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_violation_is_caught(copy: Path, *, fault: str) -> None:
    place, line = PLANTED[fault]
    plant(copy, place=place, line=line)
    if fault in ALSO:
        plant(copy, place=ALSO[fault][0], line=ALSO[fault][1])
    done = lint(copy)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout, done.stdout + done.stderr
