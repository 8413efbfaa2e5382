"""Keeps files: looked into first, durable before they are acknowledged, never under a name from outside."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from baigong.kit import time
from baigong.kit.errors import BadInput
from baigong.kit.files import inspection, kinds
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.models import StoredFile
from baigong.kit.files.sentences import reason_for_name, sentence, too_large
from baigong.kit.ids import new_public_id
from baigong.kit.text import safe_file_name

MOST_BYTES = 50 * 1024 * 1024


def keep(
    upload: File[bytes],
    *,
    purpose: str,
    owner: AbstractBaseUser | None = None,
    allowed: Iterable[str] = kinds.EVIDENCE,
    most: int = MOST_BYTES,
) -> StoredFile:
    """Keep a file somebody sent. Call it before the transaction that refers to it: it reads, writes and waits.

    `allowed` holds names of kinds ("PDF", "JPG"), `most` is in bytes. Raises BadInput with the reason, under "file".
    """
    name = safe_file_name(upload.name or "")
    facts = check(upload, name=name, allowed=tuple(allowed), most=most)
    return _store(upload, name=name, media_type=facts.media_type, purpose=purpose, owner=owner)


def keep_made(
    data: bytes, *, name: str, media_type: str, purpose: str, owner: AbstractBaseUser | None = None
) -> StoredFile:
    """Keep a file that the house made itself."""
    return _store(ContentFile(data), name=safe_file_name(name), media_type=media_type, purpose=purpose, owner=owner)


def check(upload: File[bytes], *, name: str, allowed: tuple[str, ...], most: int = MOST_BYTES) -> inspection.Facts:
    """Look into a file without keeping it; raises BadInput with the reason."""
    kind = kinds.kind_of(name)
    if kind is None or kind.name not in allowed:
        raise _refusal(sentence(reason_for_name(name), allowed=allowed))
    if upload.size > most:
        raise _refusal(too_large(most))
    try:
        with on_disk(upload) as path:
            return inspection.examine(path, name=name)
    except RefusedFileError as refused:
        raise _refusal(sentence(refused.reason, allowed=allowed)) from refused


@contextmanager
def on_disk(upload: File[bytes]) -> Iterator[Path]:
    """The path of a file's content; a temporary copy where it lies in memory or in a store elsewhere."""
    with tempfile.NamedTemporaryFile(prefix="baigong-", suffix=".look") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        yield Path(copy.name)


def _store(
    content: File[bytes], *, name: str, media_type: str, purpose: str, owner: AbstractBaseUser | None
) -> StoredFile:
    public_id = new_public_id()
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    default_storage.save(StoredFile.key_for(public_id), content)
    return StoredFile.objects.create(
        public_id=public_id,
        name=name,
        media_type=media_type,
        size=content.size,
        sha256=digest.hexdigest(),
        purpose=purpose,
        owner_id=owner.pk if owner else None,
        created_at=time.now(),
    )


def _refusal(text: str) -> BadInput:
    return BadInput(text, {"file": text})
