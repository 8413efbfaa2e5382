"""Films and sound without what phones write into them: place, device, owner, date."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from baigong.kit.files.examiner.refusals import RefusedFileError

PERSONAL = frozenset({b"udta", b"meta", b"uuid", b"\xa9xyz"})
HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf"})
DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
HEAD = 8
LONG = 1
DEEPEST = 6
ID3_HEAD = 10
ID3_TAIL = 128


def seconds_of(path: Path) -> int | None:
    """How long an MP4 or QuickTime film says it is; None where it does not say."""
    with path.open("rb") as film:
        try:
            heads = _boxes(film, start=0, end=path.stat().st_size, depth=0)
            start = next(start for start, _end, name in heads if name == b"mvhd")
            film.seek(start + HEAD)
            is_long = film.read(4)[:1] == b"\x01"
            film.seek(16 if is_long else 8, 1)  # past the instants of making and changing
            scale, length = struct.unpack(">IQ" if is_long else ">II", film.read(12 if is_long else 8))
        except (RefusedFileError, StopIteration, struct.error):
            return None
    return round(length / scale) if scale else None


def copy_film(path: Path, target: Path) -> None:
    """MP4 and QuickTime: boxes with personal data become empty boxes of the same size, dates become zero."""
    shutil.copyfile(path, target)
    size = target.stat().st_size
    with target.open("r+b") as film:
        for start, end, name in list(_boxes(film, start=0, end=size, depth=0)):
            if name in PERSONAL:
                _blank(film, start=start, end=end)
            elif name in DATED:
                _undate(film, start=start)


def _boxes(film: BinaryIO, *, start: int, end: int, depth: int) -> Iterator[tuple[int, int, bytes]]:
    while start + HEAD <= end and depth < DEEPEST:
        film.seek(start)
        size, name = struct.unpack(">I4s", film.read(HEAD))
        if size == LONG:
            (size,) = struct.unpack(">Q", film.read(8))
        stop = end if size == 0 else start + size
        if stop <= start or stop > end:
            raise RefusedFileError("broken")
        yield start, stop, name
        if name in HOLDERS:
            yield from _boxes(film, start=start + HEAD, end=stop, depth=depth + 1)
        start = stop


def _blank(film: BinaryIO, *, start: int, end: int) -> None:
    film.seek(start + 4)
    film.write(b"free" + bytes(end - start - HEAD))


def _undate(film: BinaryIO, *, start: int) -> None:
    """Version and flags, then the instants of making and changing: four bytes each, eight in version 1."""
    film.seek(start + HEAD)
    version = film.read(4)[:1]
    film.write(bytes(16 if version == b"\x01" else 8))


def copy_song(path: Path, target: Path) -> None:
    """MP3: without its tags."""
    data = path.read_bytes()
    if data[:3] == b"ID3":
        size = 0
        for byte in data[6:ID3_HEAD]:
            size = size << 7 | byte & 0x7F
        data = data[ID3_HEAD + size :]
    if data[-ID3_TAIL : -ID3_TAIL + 3] == b"TAG":
        data = data[:-ID3_TAIL]
    target.write_bytes(data)
