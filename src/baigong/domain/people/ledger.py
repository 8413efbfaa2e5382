"""The codes of everybody who was erased, in a file beside the database: it outlives every backup and names nobody."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from baigong.domain.people.models import Person
from baigong.kit.durable import sync_folder

NAME = "erased.txt"


def path() -> Path:
    return Path(settings.DATA) / NAME


def read(*files: Path) -> set[str]:
    """All codes of these files; a file that is not there holds none."""
    return {code for file in files if file.exists() for code in file.read_text().split()}


def standing() -> set[str]:
    """The codes that this database knows."""
    return set(Person.objects.exclude(erased_at=None).values_list("public_id", flat=True))


def write(codes: Iterable[str], *, to: Path | None = None) -> None:
    """Add codes durably; what the file held it holds on."""
    file = to or path()
    known = read(file)
    if known >= (wanted := known | set(codes)):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    with draft.open("w") as fresh:
        fresh.writelines(f"{code}\n" for code in sorted(wanted))
        fresh.flush()
        os.fsync(fresh.fileno())
    draft.replace(file)
    sync_folder(file.parent)
