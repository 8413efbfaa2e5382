"""Two worlds that differ only in who won look the same to everybody who may not know yet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOT_ENTITLED = ("visitor", "entrant", "member", "judge", "conflicted_judge", "partner")
ENTITLED = ("director:60",)  # as many pages as show that there is something to see
SIZE = ("--edition", "example-crafts.toml", "--entries", "56", "--judges", "12", "--seed", "11")


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


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, dict[str, dict[str, list[str]]]]]:
    """What each sees in the one world and in the other, on the day before the publication."""
    seen = []
    kept = tmp_path_factory.mktemp("kept")
    run(tmp_path_factory.mktemp("world"), "baigong", "world", "deliberation", *SIZE, kept=kept)
    for twin in ((), ("--twin", "winner")):
        data = tmp_path_factory.mktemp("world")
        run(data, "baigong", "world", "decision", *SIZE, *twin, kept=kept)
        seen.append(json.loads(run(data, "tests.support.crawl", *NOT_ENTITLED, *ENTITLED)))
    return seen


@pytest.mark.parametrize("role", NOT_ENTITLED)
def test_nothing_differs_for(role: str, twins: list[dict[str, dict[str, dict[str, list[str]]]]]) -> None:
    one, other = (world[role] for world in twins)
    assert len(one["pages"]) > 5
    assert {path: one["pages"].get(path) for path in other["pages"]} == other["pages"]
    assert one == other


def test_the_worlds_do_differ_for_those_who_may_know(twins: list[dict[str, dict[str, dict[str, list[str]]]]]) -> None:
    assert twins[0]["director"] != twins[1]["director"]
