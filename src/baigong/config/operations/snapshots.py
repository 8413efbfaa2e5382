"""Keeps a built world beside the data, under the hash of everything it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from baigong.config.environment import env
from baigong.config.operations import backup, database
from baigong.worlds.building import edition_file

CODE = ("*.py", "*.md", "*.typ")
LOOKS = {"portals", "interface"}  # pages only look at a world; the import law keeps them out of its telling
KEPT = 8


@dataclass(frozen=True)
class Snapshot:
    """One world on disk: a proven backup and the report that was told with it."""

    path: Path

    def exists(self) -> bool:
        return self.path.exists() and self.told.exists()

    @property
    def told(self) -> Path:
        return self.path.with_suffix(".json")

    def load(self) -> dict[str, Any]:
        backup.restore(self.path, say=str)
        told: dict[str, Any] = json.loads(self.told.read_text(encoding="utf-8"))
        return told

    def save(self, told: dict[str, Any]) -> None:
        backup.back_up(self.path, say=str)
        self.told.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        forget_old(self.path.parent)


def of(*, edition: str, **wanted: Any) -> Snapshot:
    """Where the world of these wishes and of this code lies."""
    content = edition_file(edition).read_bytes()
    key = hashlib.sha256(
        json.dumps([_code(), database.engine(), wanted], sort_keys=True).encode() + content
    ).hexdigest()
    folder = Path(env("BAIGONG_SNAPSHOTS", default=str(settings.ROOT / "build" / "worlds")))
    return Snapshot(folder / f"{wanted['scene']}-{key[:20]}.tar")


@cache
def _code() -> str:
    """The hash of all that tells the story."""
    found = (path for pattern in CODE for path in settings.PACKAGE.parent.rglob(pattern))
    files = sorted(path for path in found if path.name == "urls.py" or LOOKS.isdisjoint(path.parts))
    content = hashlib.sha256()
    for path in files:
        content.update(path.read_bytes())
    return content.hexdigest()


def forget_old(folder: Path) -> None:
    """Only the newest few are kept; another process may be taking the same ones away."""
    for path in sorted(folder.glob("*.tar"), key=_written_at)[:-KEPT]:
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
