"""Lays out the source of a wheel that needs neither a clone nor npm: editions, front-end files and typefaces inside."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from baigong.kit.documents.fonts import WEIGHTS
from baigong.kit.ui.finders import FILES
from tests.support.source import ROOT, SRC

NODE = ROOT / "node_modules"
FACES = ("noto-serif-tc", "noto-sans-tc")


def front_end() -> Iterator[Path]:
    """Every file of the front-end packages that the site serves or sets its documents in, with the licences."""
    yield from (NODE / source for source in FILES.values())
    for face in FACES:
        yield from (path for weight in WEIGHTS for path in (NODE / "@expo-google-fonts" / face / weight).glob("*.ttf"))
        yield NODE / "@expo-google-fonts" / face / "LICENSE_FONT"


def lay_out(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(SRC, target / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(ROOT / "requirements", target / "requirements")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target / name)
    package = target / "src" / "baigong"
    shutil.copytree(ROOT / "editions", package / "editions")
    for path in front_end():
        place = package / "node_modules" / path.relative_to(NODE)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
