"""Two worlds that differ in one secret look the same to everybody who may not know it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from baigong.worlds.twins import SECRETS
from tests.support import tables
from tests.support.proofs import Case

Seen = dict[str, dict[str, dict[str, list[str]]]]

NOT_ENTITLED = ("visitor", "entrant", "member", "judge", "conflicted_judge", "partner")
ENTITLED = ("director:60",)  # as many pages as show that there is something to see
OWN = {"score": {"judge"}, "note": {"judge"}, "conflict": {"conflicted_judge"}}  # whose own words and bonds differ
SIZE = ("--edition", "example-crafts.toml", "--entries", "56", "--judges", "12", "--seed", "11")


def world(data: Path, scene: str, *twin: str, kept: Path) -> None:
    """A world in a folder of its own, on the tables of this run."""
    tables.laid_at(data / "year.sqlite3")
    run(data, "baigong", "world", scene, *SIZE, *twin, kept=kept)


def run(data: Path, *command: str, kept: Path | None = None) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BAIGONG_")}
    own = {"BAIGONG_DEMO": "1", "BAIGONG_DATA": str(data), "BAIGONG_ENV_FILE": os.devnull, "LOG_LEVEL": "CRITICAL"}
    own |= {"DATABASE_URL": f"sqlite:///{data / 'year.sqlite3'}", "DJANGO_SETTINGS_MODULE": "baigong.config.settings"}
    own |= {
        "BAIGONG_SNAPSHOTS": str(kept or data),
        "SECRET_KEY": "the same in both worlds",
        "SIGNING_KEY": "BwcH" * 10 + "Bwc",
    }
    done = subprocess.run(
        [sys.executable, "-m", *command], env=inherited | own, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.proof(name="twins", asked=len(SECRETS), small=1, seed=11)
def test_nothing_differs_for_those_who_may_not_know(
    cases: Iterator[Case], tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> None:
    """Each case is one secret: a winner in the suite; a score, a judge, a conflict and a note as well in the proof."""
    kept = tmp_path_factory.mktemp("kept")
    world(tmp_path_factory.mktemp("world"), "deliberation", kept=kept)
    one = seen_in(tmp_path_factory.mktemp("world"), kept=kept)
    for case in cases:
        secret = list(SECRETS)[case.number]
        other = seen_in(tmp_path_factory.mktemp("world"), "--twin", secret, kept=kept)
        for role in set(NOT_ENTITLED) - OWN.get(secret, set()):
            assert len(one[role]["pages"]) > 5
            assert one[role]["pages"] == other[role]["pages"], (secret, role)
            assert one[role] == other[role], (secret, role)
        assert one["director"] != other["director"], secret


def seen_in(data: Path, *twin: str, kept: Path) -> Seen:
    """What each sees in one world, on the day before the publication."""
    world(data, "decision", *twin, kept=kept)
    seen: Seen = json.loads(run(data, "tests.support.crawl", *NOT_ENTITLED, *ENTITLED))
    return seen
