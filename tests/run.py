"""`make test`: the suite on SQLite, then on PostgreSQL, and in plain words which part could not run."""

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from fairjury.cli import ONE_THREAD
from tests.support import browser, cluster

WITHOUT_DATABASE = (  # pure code, what a browser shows, and what brings a database of its own
    *("tests/architecture", "tests/fairjury", "tests/kit/documents", "tests/kit/signing", "tests/kit/taiwan"),
    *("tests/kit/ui", "tests/kit/test_text.py", "tests/kit/files/test_corpus.py", "tests/portals/test_gallery.py"),
    *("tests/interface", "tests/domain/sheets", "tests/domain/editions/test_document.py"),
    *("tests/domain/editions/test_words.py", "tests/config/test_deployment.py", "tests/config/test_safety.py"),
    *("tests/config/test_serve.py", "tests/config/test_supervisor.py", "tests/worlds"),
    *("tests/proofs/test_power_cut.py", "tests/portals/entrant/test_nothing_lost.py"),
)
MANY = 3  # cores; the others make room for the browsers
ENGINELESS = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]


@dataclass(frozen=True, slots=True)
class Half:
    """One part of the suite: how it ended (None: it did not run, and why)."""

    name: str
    ok: bool | None
    words: str


def hands() -> str:
    """How many tests run at a time: two more than there are cores, because some always wait for something."""
    return str(min(os.cpu_count() or 1, MANY) + 2)


def pytest(*arguments: str, database: str | None) -> bool:
    environment = {**os.environ, "BAIGONG_TESTING": "1", **dict.fromkeys(ONE_THREAD, "1")}  # the hands share the cores
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-n", hands(), "-q", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def timed(name: str, *arguments: str, database: str | None = None) -> Half:
    sys.stdout.write(f"\n── {name}\n")
    sys.stdout.flush()
    start = time.monotonic()
    ok = pytest(*arguments, database=database)
    return Half(name, ok, f"{time.monotonic() - start:.0f} s")


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


def halves(arguments: list[str]) -> Iterator[Half]:
    yield timed("SQLite", *arguments)
    with postgresql() as address:
        if address:
            yield timed("PostgreSQL", *ENGINELESS, *arguments, database=address)
        else:
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
    sys.stdout.write("\n" + "".join(map(line, results)) + f"together {time.monotonic() - start:.0f} s\n")
    return 0 if all(half.ok or (half.ok is None and not options.whole) for half in results) else 1


if __name__ == "__main__":
    sys.exit(main())
