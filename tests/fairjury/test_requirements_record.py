"""That it can be made again: requirement 18 of a fair jury; and that none of the twenty-five is left out."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairjury import record
from tests.fairjury.record import made
from tests.fairjury.rounds import FEW


def test_every_requirement_has_a_test_of_its_name() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_requirements*.py"))
    assert {int(number) for number in re.findall(r"def test_r(\d\d)_", told)} == set(range(1, 26))


@FEW
@given(seed=st.integers(0, 10**6))
def test_r18_any_order_of_the_same_inputs_gives_the_same_list_and_digest(seed: int) -> None:
    given = made.inputs(seed=seed)
    first = record.make(**given)
    for name in ("entries", "judges", "ballots"):
        random.Random(seed).shuffle(given[name])
    second = record.make(**given)
    assert (first["digest"], first["awards"]) == (second["digest"], second["awards"])
    assert record.verify(record.encode(second), digest=first["digest"]) == []


PROGRAM = """
import os, sys
os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: int(sys.argv[2])]))
from fairjury import record
sys.exit(len(record.verify(open(sys.argv[1], "rb").read())))
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be set here")
@pytest.mark.parametrize("cores", [1, 2])
def test_r18_a_record_replays_to_the_same_digest_on_any_number_of_cores(tmp_path: Path, *, cores: int) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(made.raw())
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(path), str(cores)], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
