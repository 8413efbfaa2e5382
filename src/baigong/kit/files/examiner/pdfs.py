"""Looks into PDF files: locked ones, ones that run something, ones that carry other files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from baigong.kit.files.examiner.refusals import RefusedFileError

MOST_OBJECTS = 200_000
RUNS = {"/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA", "/ImportData", "/SubmitForm"}
CARRIES = {"/EmbeddedFile", "/EmbeddedFiles", "/EF"}


def open_pdf(path: Path) -> PdfReader:
    """Open it; raises RefusedFileError where it is locked or broken."""
    try:
        reader = PdfReader(path, strict=False)
        locked = reader.is_encrypted
        pages = 0 if locked else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise RefusedFileError("broken") from error
    if locked:
        raise RefusedFileError("encrypted")
    if not pages:
        raise RefusedFileError("broken")
    return reader


def examine_pdf(path: Path) -> dict[str, int]:
    """Count the pages; raises RefusedFileError where it runs or carries something."""
    reader = open_pdf(path)
    try:
        for one in _dictionaries(reader):
            _refuse(one)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedFileError("broken") from error
    return {"pages": len(reader.pages)}


def _refuse(one: DictionaryObject) -> None:
    words = {*one, one.get("/S"), one.get("/Type")}
    if words & RUNS:
        raise RefusedFileError("runs")
    if words & CARRIES:
        raise RefusedFileError("carries")


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached, each once."""
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place not in seen:
                seen.add(place)
                waiting.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            yield one
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
        if len(seen) > MOST_OBJECTS:
            raise RefusedFileError("bomb")
