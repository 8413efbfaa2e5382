"""Checks a ZIP container before anything is unpacked: sizes, ratio, count, names."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path, PurePosixPath

from baigong.kit.files.examiner.refusals import RefusedFileError

MOST_MEMBERS = 5_000
MOST_BYTES = 512 * 1024 * 1024
WORST_RATIO = 200
RATIO_MATTERS_FROM = 10 * 1024 * 1024
DEEPEST = 16
ENCRYPTED = 0x1


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open it after every check; raises RefusedFileError."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusedFileError("broken") from error
    members = archive.infolist()
    _check_sizes(members, packed=path.stat().st_size)
    _check_names(members)
    return archive


def read(archive: zipfile.ZipFile, name: str, *, most: int = 32 * 1024 * 1024) -> bytes:
    """Read one member, never more than it may hold."""
    try:
        with archive.open(name) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError) as error:
        raise RefusedFileError("broken") from error
    if len(data) > most:
        raise RefusedFileError("bomb")
    return data


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(one.file_size for one in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise RefusedFileError("bomb")
    if unpacked > RATIO_MATTERS_FROM and unpacked > WORST_RATIO * max(packed, 1):
        raise RefusedFileError("bomb")
    if _share_bytes(members):
        raise RefusedFileError("bomb")


def _share_bytes(members: list[zipfile.ZipInfo]) -> bool:
    spans = sorted((one.header_offset, one.header_offset + one.compress_size) for one in members)
    return any(start < end for (_, end), (start, _) in pairwise(spans))


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise RefusedFileError("encrypted")
    if any(_is_dangerous(one) for one in members):
        raise RefusedFileError("archive-names")
    if any(count > 1 for count in Counter(one.filename.casefold() for one in members).values()):
        raise RefusedFileError("archive-names")


def _is_dangerous(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True
    return outside or "\0" in member.orig_filename or len(path.parts) > DEEPEST or _is_link(member)


def _is_link(member: zipfile.ZipInfo) -> bool:
    mode = member.external_attr >> 16
    return stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}
