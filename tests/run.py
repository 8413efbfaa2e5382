"""`make test`: the suite on SQLite and beside it on PostgreSQL, and in plain words which part could not run."""

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fairjury.cli import ONE_THREAD
from tests.support import browser, cluster

WITHOUT_DATABASE = (  # pure code, what a browser shows, and what brings a database of its own
    *("tests/architecture", "tests/fairjury", "tests/kit/documents", "tests/kit/signing", "tests/kit/taiwan"),
    *("tests/kit/ui", "tests/kit/test_text.py", "tests/kit/files/test_corpus.py", "tests/portals/test_gallery.py"),
    *("tests/interface", "tests/domain/sheets", "tests/domain/editions/test_document.py"),
    *("tests/domain/editions/test_words.py", "tests/config/test_deployment.py", "tests/config/test_safety.py"),
    *("tests/config/test_serve.py", "tests/config/test_supervisor.py", "tests/worlds"),
    *("tests/proofs/test_power_cut.py", "tests/portals/entrant/test_nothing_lost.py"),
    *("tests/portals/entrant/test_server_killed.py", "tests/portals/jury/test_away.py"),
    *("tests/journeys/test_doors.py", "tests/journeys/test_stumbles.py"),
)
ENGINELESS = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
APART = ("-o", "cache_dir=.pytest_cache/postgresql")  # two runs at once do not write into one another's notes
MANY = 3  # cores; the others make room for the browsers
BESIDE = Path("build/postgresql.log")  # what the half says that runs beside the other, shown when both are done


@dataclass(frozen=True, slots=True)
class Half:
    """One part of the suite: how it ended (None: it did not run, and why)."""

    name: str
    ok: bool | None
    words: str


def hands(database: str | None) -> str:
    """How many tests of a half run at a time: as many as there are cores, and one more on SQLite, where most run.

    Some always wait for a browser, a letter or a death; no core waits with them, for the other half has work.
    """
    return str(min(os.cpu_count() or 1, MANY) + (database is None))


def pytest(*arguments: str, database: str | None, out: IO[bytes] | None) -> bool:
    environment = {**os.environ, "BAIGONG_TESTING": "1", **dict.fromkeys(ONE_THREAD, "1")}  # the hands share the cores
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-n", hands(database), "-q", *arguments]
    return subprocess.run(command, env=environment, check=False, stdout=out, stderr=out).returncode == 0


def timed(name: str, *arguments: str, database: str | None = None, out: IO[bytes] | None = None) -> Half:
    """One half from beginning to end; what it says goes to the screen, or to `out`."""
    start = time.monotonic()
    ok = pytest(*arguments, database=database, out=out)
    return Half(name, ok, f"{time.monotonic() - start:.0f} s")


def say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    """Yield the address of the PostgreSQL to test on: the one given, else one of our own, else none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    elif cluster.programs():
        with cluster.cluster() as address:
            yield address
    else:
        yield None


def both(arguments: list[str], *, address: str) -> Iterator[Half]:
    """The two at once, so that neither leaves a core idle at its end; shown one after the other."""
    BESIDE.parent.mkdir(exist_ok=True)
    with BESIDE.open("wb") as out, ThreadPoolExecutor() as pool:
        other = pool.submit(timed, "PostgreSQL", *ENGINELESS, *APART, *arguments, database=address, out=out)
        yield timed("SQLite", *arguments)
        done = other.result()
    say(f"\n── PostgreSQL\n{BESIDE.read_text(encoding='utf-8', errors='replace')}")
    yield done


def halves(arguments: list[str]) -> Iterator[Half]:
    with postgresql() as address:
        say(f"\n── SQLite{f' (PostgreSQL runs beside it, into {BESIDE})' if address else ''}\n")
        if address:
            yield from both(arguments, address=address)
        else:
            yield timed("SQLite", *arguments)
            yield Half("PostgreSQL", None, "its programs are not here; install postgresql or set TEST_DATABASE_URL")
    if not browser.chromium():
        yield Half("browser journeys", None, "no Chromium here; install chromium or set CHROMIUM")


def line(half: Half) -> str:
    mark = {True: "passed ", False: "FAILED ", None: "SKIPPED"}[half.ok]
    return f"{mark}  {half.name}: {half.words}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="a part that cannot run is a failure")
    options, arguments = parser.parse_known_args()
    start = time.monotonic()
    results = list(halves(arguments))
    say("\n" + "".join(map(line, results)) + f"together {time.monotonic() - start:.0f} s\n")
    return 0 if all(half.ok or (half.ok is None and not options.whole) for half in results) else 1


if __name__ == "__main__":
    sys.exit(main())
