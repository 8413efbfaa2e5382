"""Files on disk that survive a power cut: whole under their name, or not there at all."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from baigong.kit.durable import sync_folders, write_new


@deconstructible(path="baigong.kit.files.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Writes beside the target, syncs, renames, syncs the folders; only then the file counts as kept."""

    def _save(self, name: str, content: File[bytes]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        draft = target.with_name(f".{secrets.token_hex(8)}.draft")
        try:
            write_new(draft, content.chunks(), mode=0o640)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folders(target.parent, until=Path(self.location).parent)
        return name
