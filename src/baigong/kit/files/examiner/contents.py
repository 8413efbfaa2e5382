"""Decides what a file is, by its content and its name together, and refuses what is two things at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pylibmagic  # noqa: F401 (leads to the libmagic it brings, so it comes first)

# isort: split
import magic

from baigong.kit.files.examiner import archives, films, office
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.kinds import Kind, kind_of

HEAD = 8192
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 66_000
SCRIPTS = (b"<script", b"<?php", b"<html", b"<svg", b"<iframe", b"#!/", b"<%@")
PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"dex\n",
    b"#!",
    b"\0asm",
)
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCODINGS = ("utf-8-sig", "utf-16", "cp950")
TEXT_SAMPLE = 1024 * 1024


def read_signatures() -> None:
    """Have libmagic read what it knows, before the first file comes."""
    magic.from_buffer(b"%PDF-1.4", mime=True)


def examine(path: Path, *, name: str) -> dict[str, int | str]:
    """Tell the media type and some facts of a file; raises RefusedFileError with the reason."""
    kind = kind_of(name)
    if kind is None:
        raise RefusedFileError("kind")
    if path.stat().st_size == 0:
        raise RefusedFileError("empty")
    _compare(path, kind=kind)
    return {"media_type": kind.media_type, **_look_inside(path, kind=kind)}


def _compare(path: Path, *, kind: Kind) -> None:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(PROGRAM_HEADS):
        raise RefusedFileError("program")
    if head.startswith(OLE_HEAD):
        raise RefusedFileError("encrypted" if kind.family == "office" else "mismatch")
    found = magic.from_file(str(path), mime=True)
    if not kind.may_be(found):
        raise RefusedFileError("web" if found in {"text/html", "image/svg+xml", "text/xml"} else "mismatch")
    if kind.family in {"picture", "pdf", "media"}:
        _refuse_two_in_one(path, head=head, is_pdf=kind.family == "pdf")


def _refuse_two_in_one(path: Path, *, head: bytes, is_pdf: bool) -> None:
    """A picture that is an archive as well, or begins like a page, means trouble for some reader."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - ZIP_TAIL))
        tail = file.read()
    lower = head.lower()
    if ZIP_END in tail or (not is_pdf and b"%pdf-" in lower[:1024]) or (is_pdf and not head.startswith(b"%PDF-")):
        raise RefusedFileError("two-in-one")
    if any(one in lower for one in SCRIPTS[:5]):
        raise RefusedFileError("two-in-one")


def _look_inside(path: Path, *, kind: Kind) -> dict[str, int]:
    """What only this family can tell; the large libraries are loaded by whom they serve."""
    return INSIDE[kind.family](path, kind)


def _inside_picture(path: Path, kind: Kind) -> dict[str, int]:
    from baigong.kit.files.examiner.pictures import examine_picture  # noqa: PLC0415 (see above)

    return examine_picture(path, media_type=kind.media_type)


def _inside_pdf(path: Path, _kind: Kind) -> dict[str, int]:
    from baigong.kit.files.examiner.pdfs import examine_pdf  # noqa: PLC0415 (see above)

    return examine_pdf(path)


def _inside_media(path: Path, kind: Kind) -> dict[str, int]:
    seconds = films.seconds_of(path) if kind.media_type in {"video/mp4", "video/quicktime"} else None
    return {} if seconds is None else {"seconds": seconds}


def _inside_archive(path: Path, _kind: Kind) -> dict[str, int]:
    with archives.open_archive(path) as archive:
        return {"parts": len(archive.namelist())}


def _inside_text(path: Path, _kind: Kind) -> dict[str, int]:
    with path.open("rb") as file:
        sample = file.read(TEXT_SAMPLE)
    if sample.lower().lstrip(b"\xef\xbb\xbf \t\r\n").startswith((*SCRIPTS, b"<!doctype")):
        raise RefusedFileError("web")
    if not any(_decodes(sample, encoding) for encoding in ENCODINGS):
        raise RefusedFileError("mismatch")
    return {}


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether it is text in this encoding; the last character of a long text's sample may be cut."""
    if encoding == "utf-16" and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        return "\0" not in sample.decode(encoding)
    except UnicodeDecodeError as error:
        return len(sample) == TEXT_SAMPLE and error.start >= len(sample) - 4


INSIDE: dict[str, Callable[[Path, Kind], dict[str, int]]] = {
    "picture": _inside_picture,
    "pdf": _inside_pdf,
    "office": lambda path, kind: office.examine_office(path, kind=kind),
    "opendocument": lambda path, kind: office.examine_opendocument(path, kind=kind),
    "archive": _inside_archive,
    "text": _inside_text,
    "media": _inside_media,
}
