"""Files on disk that survive a power cut: whole under their name, or not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="baigong.kit.files.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Writes beside the target, syncs, renames, syncs the folder; only then the file counts as kept."""

    def _save(self, name: str, content: File[bytes]) -> str:
        target = Path(self.path(name))
        _make_folders(target.parent, until=Path(self.location))
        draft = target.with_name(f".{secrets.token_hex(8)}.draft")
        try:
            self._write(draft, content)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
        return name

    def _write(self, path: Path, content: File[bytes]) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folders(folder: Path, *, until: Path) -> None:
    """Make the missing folders, each durable in the one above it."""
    missing = [one for one in (folder, *folder.parents) if one.is_relative_to(until) and not one.exists()]
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)
