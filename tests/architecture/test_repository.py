"""What is committed names no machine, no registry and no secret."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import ROOT

# put together here, so that this file does not name what it forbids
REGISTRIES = tuple(f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs", "deb.debian"))
HOMES = tuple(f"/{name}/" for name in ("root", "work"))
SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + "KEY-----"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "token": re.compile(r"\b(ghp|gho|glpat|xox[bp])[-_][0-9A-Za-z]{20,}"),
    "secret key": re.compile(r"^\s*SECRET_KEY\s*=\s*['\"]?[^\s'\"<{$(]{20,}", re.MULTILINE),
}


def tracked() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git work tree")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def faults(text: str) -> Iterator[str]:
    yield from (f"names the registry {host}" for host in REGISTRIES if host in text)
    yield from (f"names a folder of one machine: {home}" for home in HOMES if re.search(rf"(?<![\w.}}/-]){home}", text))
    yield from (f"holds a {name}" for name, pattern in SECRETS.items() if pattern.search(text))


def test_no_tracked_file_names_a_machine_a_registry_or_a_secret() -> None:
    found = {str(path.relative_to(ROOT)): list(faults(path.read_text(errors="ignore"))) for path in tracked()}
    assert {path: what for path, what in found.items() if what} == {}


def test_nothing_is_tracked_that_a_machine_makes() -> None:
    made = {"node_modules", ".venv", "build", "dist", "var", "__pycache__"}
    names = [path.relative_to(ROOT) for path in tracked()]
    assert [name for name in names if made & set(name.parts) or name.name == ".env"] == []
    assert [path for path in tracked() if path.read_bytes().startswith(b"SQLite format 3")] == []


@pytest.mark.parametrize(
    "text",
    [
        f"see https://{REGISTRIES[0]}/x",
        f"cd {HOMES[0]}x",
        "-----BEGIN PRIVATE " + "KEY-----",
        "SECRET_KEY=" + "a1" * 20,
    ],
)
def test_a_planted_one_is_seen(text: str) -> None:
    assert len(list(faults(text))) == 1


def test_every_requirement_is_locked_by_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.split(r"\n(?=\S)", path.read_text())
        pinned = [entry for entry in entries if "==" in entry.partition("\n")[0]]
        assert pinned
        assert [entry.partition("\n")[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_every_wish_is_locked() -> None:
    name = re.compile(r"^[a-z0-9._-]+", re.IGNORECASE)
    for wishes in sorted((ROOT / "requirements").glob("*.in")):
        locked = wishes.with_suffix(".txt").read_text().lower()
        asked = [match[0].lower() for line in wishes.read_text().splitlines() if (match := name.match(line))]
        assert [wish for wish in asked if f"{wish}==" not in locked] == [], wishes.name
