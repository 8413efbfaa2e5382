"""`make proof`: each proof at full count, one after the other, ten minutes at most each."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.run import postgresql
from tests.support.proofs import FOLDER, called

MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - a folder with a name of its own is made in it


class Register:
    """Remembers the proofs that pytest finds: name, test, and the database each asks for."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            if marker := item.get_closest_marker("proof"):
                for on in marker.kwargs.get("on", ("sqlite",)):
                    self.found[called(marker.kwargs["name"], on=on)] = (item.nodeid, on)


def registered() -> dict[str, tuple[str, str]]:
    register = Register()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only", "-q", "-m", "proof"], plugins=[register])
    if code not in (0, 5):
        sys.exit(said.getvalue())
    return dict(sorted(register.found.items()))


@contextlib.contextmanager
def environment(*, on: str) -> Iterator[dict[str, str] | None]:
    """Yield the environment a proof runs in, or None where its database is not to be had."""
    plain = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if on == "sqlite":
        yield plain
        return
    with postgresql() as address:
        yield {**plain, "DATABASE_URL": address} if address else None


def quick_room() -> Path | None:
    """Where a proof writes, if the machine has room in memory: proofs kill processes, and power is cut by replay."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def prove(name: str, *, test: str, on: str) -> bool:
    with environment(on=on) as variables:
        if variables is None:
            sys.stdout.write(f"SKIPPED  {name}: needs PostgreSQL\n")
            return False
        with TemporaryDirectory(prefix="baigong-", dir=quick_room()) as folder:
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "--full",
                "--no-header",
                f"--basetemp={folder}/proof",
                test,
            ]
            done = subprocess.run(command, env=variables, check=False, capture_output=True, text=True)
    result = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    kept = done.returncode == 0 and result["ok"]
    sys.stdout.write(
        f"{'held  ' if kept else 'BROKEN'}  {name}: {result['got']} of {result['asked']}, {result['seconds']} s\n"
    )
    sys.stdout.write("" if kept else done.stdout[-4000:])
    return kept


def main(names: list[str]) -> int:
    known = registered()
    wanted = {
        name for name, (_test, on) in known.items() if not names or {name, name.removesuffix(f"-{on}")} & {*names}
    }
    if not wanted:
        sys.exit(f"no such proof: {', '.join(names)}; there are: {', '.join(known) or 'none'}")
    results = [prove(name, test=test, on=on) for name, (test, on) in known.items() if name in wanted]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
