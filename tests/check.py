"""`make check`: everything about the code that needs no test to be run."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Check:
    """One habit: its name and the command that shows it is kept."""

    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("types", (PYTHON, "-m", "mypy")),
    Check("lint", ("ruff", "check", "--output-format", "concise", "-q")),
    Check("layout", ("ruff", "format", "--check", "-q")),
    Check("imports", ("lint-imports", "--no-cache")),
    Check("templates", ("djlint", "src", "--lint", "--quiet")),
    Check("translations", (PYTHON, "-m", "tests.support.translations")),
    Check("migrations", (PYTHON, "-m", "baigong", "makemigrations", "--check", "--dry-run")),
    Check("settings", (PYTHON, "-m", "baigong", "check", "--fail-level", "WARNING")),
    Check("docs", (PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-b", "html", "docs", "build/docs")),
)


def run(check: Check) -> bool:
    start = time.monotonic()
    done = subprocess.run(check.command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    kept = done.returncode == 0
    said = "" if kept else "\n" + done.stdout.strip() + "\n"
    sys.stdout.write(f"{'kept   ' if kept else 'BROKEN '} {check.name} ({time.monotonic() - start:.0f} s){said}\n")
    sys.stdout.flush()
    return kept


def main(names: list[str]) -> int:
    chosen = [check for check in CHECKS if not names or check.name in names]
    with ThreadPoolExecutor(max_workers=2) as pool:
        return 0 if all(list(pool.map(run, chosen))) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
