"""A file is killed on its way in, at every step: it is there with its row, or neither is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from baigong.config.operations.supervisor import leash
from baigong.domain.entries.models import Entry
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock  # noqa: F401 (the same)
from tests.support.call import committed_edition as edition  # noqa: F401 (the same)
from tests.support.on_disk import *  # noqa: F403 (a fixture is found by being here)
from tests.support.proofs import Case

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = 110  # some more than an upload has, so that the last ones are let through and acknowledged


@pytest.fixture
def uploader(on_disk: str, entry: Entry, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that sends one file for each number it is told, and says what came of it."""
    own = {
        "DATABASE_URL": on_disk,
        "BAIGONG_DATA": str(tmp_path / "own"),
        "DJANGO_SETTINGS_MODULE": "baigong.config.settings",
    }
    command = [*leash(), sys.executable, "-m", "tests.proofs.uploader", entry.public_id]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=os.environ | own, text=True, bufsize=1, **pipes) as process:
        yield process
        process.terminate()


@pytest.mark.proof(name="uploads", asked=STEPS, small=6, seed=3, on=("sqlite", "postgresql"))
def test_a_file_is_there_with_its_row_or_neither_is(
    uploader: subprocess.Popen[str], cases: Iterator[Case], request: pytest.FixtureRequest
) -> None:
    is_full = request.config.getoption("--full")
    assert uploader.stdin
    assert uploader.stdout
    for case in cases:
        step = case.number if is_full else case.rng.randrange(STEPS)
        uploader.stdin.write(f"{step}\n")
        said = uploader.stdout.readline().split(maxsplit=1)
        assert said in (["killed"], ["acknowledged"]), f"step {step}: {said}"
