"""Puts files into the store and takes them out for those who look into them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Q

from baigong.kit import time
from baigong.kit.files.models import StoredFile
from baigong.kit.ids import new_public_id


@contextmanager
def on_disk(upload: File[bytes]) -> Iterator[Path]:
    """The path of a file's content; a temporary copy where it lies in memory or in a store elsewhere."""
    with tempfile.NamedTemporaryFile(prefix="baigong-", suffix=".look") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        yield Path(copy.name)


def store(
    content: File[bytes],
    *,
    name: str,
    media_type: str,
    purpose: str,
    owner: AbstractBaseUser | None = None,
    copy_of: StoredFile | None = None,
    preview_of: StoredFile | None = None,
    seconds: int | None = None,
) -> StoredFile:
    """Write the bytes durably under a name that says nothing, then the row that knows them."""
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
        copy_of=copy_of,
        preview_of=preview_of,
        seconds=seconds,
        created_at=time.now(),
    )


def let_go(files: Iterable[StoredFile]) -> list[str]:
    """Delete the rows of files and of what was made of them; returns the keys of bytes that nobody knows now."""
    ids = [file.pk for file in files]
    made = StoredFile.objects.filter(Q(copy_of__in=ids) | Q(preview_of__in=ids))
    rows = StoredFile.objects.filter(pk__in=ids)
    keys = [row.key for row in (*made, *rows)]
    made.delete()
    rows.delete()
    return keys
