"""Writes so that a power cut leaves a thing whole under its name, or not there at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_new(path: Path, chunks: Iterable[bytes], *, mode: int) -> None:
    """Write a file that is not there yet and sync its bytes; its name is safe once its folder is."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def make_once(path: Path, data: bytes, *, until: Path) -> None:
    """Make a secret file, safe in its folders up to one; of two processes that start together both read the same."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{secrets.token_hex(8)}.draft")
    write_new(draft, [data], mode=0o600)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folders(path.parent, until=until)


def sync_folders(folder: Path, *, until: Path) -> None:
    """Make the names durable in a folder and in those above it, as another process may just have made one of them."""
    for one in (folder, *folder.parents):
        sync_folder(one)
        if one == until:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
