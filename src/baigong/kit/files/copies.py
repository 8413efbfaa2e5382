"""Makes the copy of a file that may be shown: nothing in it tells who made it, where or when."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path, PurePath

from django.core.files.base import File

from baigong.kit.files import inspection
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.kinds import kind_of
from baigong.kit.files.models import StoredFile, Words
from baigong.kit.files.store import on_disk, store

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


def make_clean_copy(original: StoredFile) -> StoredFile | None:
    """Return the copy, made now if there is none yet; None where this kind of file cannot be cleaned."""
    if hasattr(original, "clean_copy"):
        return original.clean_copy
    with tempfile.TemporaryDirectory(prefix="baigong-") as folder, original.open() as content, on_disk(content) as path:
        target, preview, words = (Path(folder) / name for name in ("copy", "preview", "words"))
        _draw_still(path, original=original, preview=preview)
        try:
            media_type = inspection.copy_without_traces(
                path, name=original.name, target=target, preview=preview, words=words
            )
        except RefusedFileError:
            return None
        _keep_preview(preview, original)
        if words.exists():
            Words.objects.update_or_create(file=original, defaults={"text": words.read_text(encoding="utf-8")})
        with target.open("rb") as file:
            name = PurePath(original.name).stem + ENDINGS.get(media_type, PurePath(original.name).suffix)
            return store(File(file), name=name, media_type=media_type, purpose="clean copy", copy_of=original)


def _draw_still(path: Path, *, original: StoredFile, preview: Path) -> None:
    """A film has a picture even where it has no copy, and a copy even where nothing can be seen in it."""
    kind = kind_of(original.name)
    if kind is None or not kind.is_film:
        return
    with contextlib.suppress(RefusedFileError):
        inspection.draw_still(path, name=original.name, preview=preview)
    _keep_preview(preview, original)


def _keep_preview(path: Path, original: StoredFile) -> None:
    """The small picture that lists show."""
    if not path.exists() or StoredFile.objects.filter(preview_of=original).exists():
        return
    with path.open("rb") as file:
        name = PurePath(original.name).stem + ".jpg"
        store(File(file), name=name, media_type="image/jpeg", purpose="preview", preview_of=original)
