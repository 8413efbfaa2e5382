"""Keeps files: looked into first, durable before they are acknowledged, never under a name from outside."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.db import transaction

from baigong.kit.errors import BadInput
from baigong.kit.files import inspection, kinds
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.jobs import clean, drop
from baigong.kit.files.models import StoredFile
from baigong.kit.files.room import make_sure_of_room
from baigong.kit.files.sentences import reason_for_name, sentence, too_large, too_long
from baigong.kit.files.store import let_go, on_disk, store
from baigong.kit.text import safe_file_name

MOST_BYTES = 50 * 1024 * 1024


def keep(
    upload: File[bytes],
    *,
    purpose: str,
    owner: AbstractBaseUser | None = None,
    allowed: Iterable[str] = kinds.EVIDENCE,
    most: int = MOST_BYTES,
    most_minutes: int = 0,
) -> StoredFile:
    """Keep a file somebody sent. Call it before the transaction that refers to it: it reads, writes and waits.

    A job then makes the copy without metadata that judges and the public are shown.

    `allowed` holds names of kinds ("PDF", "JPG"), `most` is in bytes, `most_minutes` of film (0 is no bound). Raises
    BadInput with the reason, under "file".
    """
    name = safe_file_name(upload.name or "")
    make_sure_of_room(upload.size, owner=owner)
    facts = check(upload, name=name, allowed=tuple(allowed), most=most)
    seconds = facts.more.get("seconds")
    if most_minutes and (seconds or 0) > most_minutes * 60:
        raise _refusal(too_long(most_minutes))
    with transaction.atomic():
        kept = store(upload, name=name, media_type=facts.media_type, purpose=purpose, owner=owner, seconds=seconds)
        clean.enqueue(kept.pk)
    return kept


def keep_made(
    data: bytes, *, name: str, media_type: str, purpose: str, owner: AbstractBaseUser | None = None
) -> StoredFile:
    """Keep a file that the house made itself."""
    return store(ContentFile(data), name=safe_file_name(name), media_type=media_type, purpose=purpose, owner=owner)


def remove(files: Iterable[StoredFile]) -> None:
    """Forget files and what was made of them; call it once no row refers to them. Their bytes go after the commit."""
    if keys := let_go(files):
        drop.enqueue(keys)


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


def _refusal(text: str) -> BadInput:
    return BadInput(text, {"file": text})
