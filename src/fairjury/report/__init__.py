"""A decision record as pages for people: what was decided, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from .facts import NOBODY, Facts, Names
from .page import page
from .press import NoPress

__all__ = ["NOBODY", "Facts", "Names", "NoPress", "page", "pdf", "write"]


def write(
    record: Mapping[str, Any], path: Path, *, language: str = "zh", names: Names = NOBODY, title: str = ""
) -> None:
    """Write the report of a record as HTML, or as PDF where `path` ends in .pdf; `language` is zh or en.

    Entries and judges stand under their random keys unless `names` gives them back their own. The page needs nothing
    from elsewhere and runs no script.
    """
    if path.suffix.lower() == ".pdf":
        path.write_bytes(pdf(record, language=language, names=names, title=title))
    else:
        path.write_text(page(record, language=language, names=names, title=title), encoding="utf-8")


def pdf(
    record: Mapping[str, Any],
    *,
    language: str = "zh",
    names: Names = NOBODY,
    title: str = "",
    folders: Sequence[Path] = (),
) -> bytes:
    """The report of a record as an accessible PDF; raises `NoPress` without the package typst or a Chinese typeface."""
    try:
        paper = import_module(".paper", __name__)
    except ImportError as error:
        raise NoPress("typst") from error
    made: bytes = paper.pdf(record, language=language, names=names, title=title, folders=folders)
    return made
