"""Work on files that nobody waits for."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage

from baigong.kit.files.copies import make_clean_copy
from baigong.kit.files.models import StoredFile
from baigong.kit.files.uploads import discard_expired
from baigong.kit.jobs.registry import every, job


@job(priority=-10)  # half a second each: letters with codes go first
def clean(file_id: int) -> bool:
    """Make the copy without metadata; whether there is one now."""
    original = StoredFile.objects.select_related("clean_copy").get(pk=file_id)
    return make_clean_copy(original) is not None


@job()
def drop(keys: list[str]) -> int:
    """Delete bytes that no row knows any more."""
    for key in keys:
        default_storage.delete(key)
    return len(keys)


@job()
def forget_uploads() -> int:
    """Clear uploads that nobody went on with."""
    return discard_expired()


every(timedelta(hours=1), forget_uploads)
