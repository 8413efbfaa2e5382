"""Expensive proofs: a few seeded cases in the suite, all of them by `make proof`, resumable, with a result on file."""

import hashlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

FOLDER = Path("build/proof")
OFTEN = 1.0  # seconds between two notes of how far it came
LIMIT = 570.0  # seconds; a proof answers within ten minutes or says how far it came


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a proof: its number and the randomness that belongs to it."""

    number: int
    rng: random.Random


@dataclass(slots=True)
class Result:
    """What `build/proof/NAME.json` holds."""

    name: str
    asked: int
    got: int = 0
    ok: bool = False
    seconds: float = 0.0
    seed: int = 0
    code: str = field(default="", repr=False)

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.json"

    def write(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".draft")  # whoever is stopped in mid-writing goes on from the note before
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.replace(self.path)


def called(name: str, *, on: str) -> str:
    """What a proof is called on a database: on SQLite by its name alone."""
    return name if on == "sqlite" else f"{name}-{on}"


def code() -> str:
    """Digest of everything that could change a result."""
    digest = hashlib.sha256()
    for path in sorted([*Path("src").rglob("*.py"), *Path("tests").rglob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def resumed(result: Result) -> Result:
    """Go on where the same proof of the same code stopped."""
    if not result.path.exists():
        return result
    old = Result(**json.loads(result.path.read_text(encoding="utf-8")))
    same = (old.asked, old.seed, old.code) == (result.asked, result.seed, result.code)
    return old if same else result


def cases(result: Result, *, each: int = 1, limit: float = LIMIT, keep: bool = True) -> Iterator[Case]:
    """Yield the cases that are still to be shown; a case counts when the next one is asked for.

    Each stands for so many of what was asked for. Stopped by an exception or by the limit, the result stays not ok and
    says how many held.
    """
    start, before, written = time.monotonic(), result.seconds, 0.0
    try:
        while result.got < result.asked and time.monotonic() - start < limit:
            yield Case(result.got, random.Random(f"{result.seed}/{result.name}/{result.got}"))
            result.got += each
            result.ok = result.got == result.asked
            result.seconds = round(before + time.monotonic() - start, 3)
            if keep and result.seconds - written > OFTEN:
                written = result.seconds
                result.write()
    finally:
        if keep:
            result.write()
