"""Takes a large file in parts, so that a tunnel, a closed lid or a restart costs one part at most.

Each part is stored durably before its row counts it; the count moves on by one conditional update, so that of two tabs
that send the same part one is told to look again.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils.translation import gettext as _

from baigong.kit import time
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.files.models import Upload
from baigong.kit.files.sentences import too_large
from baigong.kit.text import safe_file_name

KEPT = timedelta(hours=24)
MOST_OPEN = 10
MOST_OPEN_BYTES = 600 * 1024 * 1024
MOST_OF_A_PART = 8 * 1024 * 1024


def begin(*, owner: Any, about: str, name: str, size: int, most: int) -> Upload:
    """Announce a file; raises BadInput where it is too large, Refused where too much is on its way already."""
    if not 0 < size <= most:
        raise BadInput(too_large(most), {"file": too_large(most)})
    waiting = Upload.objects.filter(owner_id=owner.pk)
    told = waiting.aggregate(bytes=Sum("size"))["bytes"] or 0
    if waiting.count() >= MOST_OPEN or told + size > MOST_OPEN_BYTES:
        raise Refused(_("Several files are on their way already. Let them finish, then add this one."))
    return Upload.objects.create(
        owner_id=owner.pk, about=about, name=safe_file_name(name), size=size, begun_at=time.now()
    )


def append(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """Keep the next part. Raises Stale, changing nothing, where the offset is not where the file ends now."""
    if offset != upload.received or offset + len(data) > upload.size:
        raise Stale(_("The file has moved on in the meantime."), received=upload.received)
    key = f"parts/{upload.public_id}-{offset:014}-{secrets.token_hex(4)}"
    default_storage.save(key, ContentFile(data))
    moved = Upload.objects.filter(pk=upload.pk, received=offset).update(
        received=offset + len(data), parts=[*upload.parts, key]
    )
    upload.refresh_from_db()
    if not moved:
        default_storage.delete(key)
        raise Stale(_("The file has moved on in the meantime."), received=upload.received)
    return upload


@contextmanager
def assembled(upload: Upload) -> Iterator[File[bytes]]:
    """The whole file, under its own name, for as long as it is looked at."""
    with tempfile.TemporaryFile(prefix="baigong-") as whole:
        for key in upload.parts:
            with default_storage.open(key) as part:
                for chunk in part.chunks():
                    whole.write(chunk)
        whole.seek(0)
        yield File(whole, name=upload.name)


def discard(upload: Upload) -> None:
    """Forget an upload and its parts: the row first, so that no row ever names a part that is gone."""
    keys = list(upload.parts)
    upload.delete()
    for key in keys:
        default_storage.delete(key)


def discard_expired() -> int:
    """The same for all that nobody went on with for a day."""
    old = list(Upload.objects.filter(begun_at__lt=time.now() - KEPT))
    for upload in old:
        discard(upload)
    return len(old)


def forget(owner: Any) -> None:
    """What somebody began to send and never finished."""
    for upload in Upload.objects.filter(owner=owner.pk):
        discard(upload)
