"""Compares the store with the database: what is missing, what nobody knows, what nobody refers to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet

from baigong.kit import time
from baigong.kit.files.models import StoredFile, Upload, Words
from baigong.kit.files.store import let_go

FOLDER = 2
PARTS = "parts"
BEING_WRITTEN = timedelta(hours=1)  # a file whose row is still to be written is no orphan
KEPT_UNREFERENCED = timedelta(days=1)


@dataclass(slots=True)
class Differences:
    """Keys and public ids; `missing` and `changed` are losses, the others are only left over."""

    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    unreferenced: list[str] = field(default_factory=list)

    @property
    def is_loss(self) -> bool:
        return bool(self.missing or self.changed)


def compare(*, deep: bool = False) -> Differences:
    """Look at every file once; with `deep` its bytes are read and compared with their hash."""
    stored = set(keys_in_store())
    found = Differences()
    for row in StoredFile.objects.only("public_id", "sha256").iterator():
        if row.key not in stored:
            found.missing.append(row.public_id)
        elif deep and _digest(row) != row.sha256:
            found.changed.append(row.public_id)
        stored.discard(row.key)
    found.orphans = sorted(key for key in {*stored, *parts_of_nothing()} if _is_old(key))
    found.unreferenced = list(unreferenced().values_list("public_id", flat=True))
    return found


def remove_leftovers(found: Differences) -> int:
    """Delete what is only left over; nothing that a row refers to is touched."""
    for key in found.orphans:
        default_storage.delete(key)
    keys = let_go(StoredFile.objects.filter(public_id__in=found.unreferenced))
    for key in keys:
        default_storage.delete(key)
    return len(found.orphans) + len(keys)


def folders_in_store() -> list[str]:
    """None before the first file made the place."""
    try:
        return list(default_storage.listdir("")[0])
    except FileNotFoundError:
        return []


def keys_in_store() -> Iterator[str]:
    for folder in folders_in_store():
        if len(folder) == FOLDER:
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def parts_of_nothing() -> set[str]:
    """Parts of uploads that no upload counts."""
    is_there = PARTS in folders_in_store()
    lying = {f"{PARTS}/{name}" for name in default_storage.listdir(PARTS)[1]} if is_there else set()
    return lying.difference(*Upload.objects.values_list("parts", flat=True))


def unreferenced() -> QuerySet[StoredFile]:
    """Files of a day ago or older that no row of any chapter refers to."""
    old = StoredFile.objects.filter(created_at__lt=time.now() - KEPT_UNREFERENCED, copy_of=None, preview_of=None)
    for link in _links():
        rows = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})  # noqa: SLF001 (all rows)
        old = old.exclude(Exists(rows))
    return old


def _links() -> Iterator[Any]:
    """Every foreign key of any chapter that leads to a file."""
    for link in StoredFile._meta.get_fields(include_hidden=True):  # noqa: SLF001 (Django's documented interface)
        if (
            (link.one_to_many or link.one_to_one)
            and link.auto_created
            and link.related_model not in {StoredFile, Words}
        ):
            yield link


def _digest(row: StoredFile) -> str:
    with row.open() as file:
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


def _is_old(key: str) -> bool:
    return bool(default_storage.get_modified_time(key) < time.now() - BEING_WRITTEN)
