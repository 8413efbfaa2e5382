"""A decision record as pages for people: what was decided, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from .facts import NOBODY, Facts, Names
from .page import page

__all__ = ["NOBODY", "Facts", "Names", "page", "pdf", "write"]


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


def pdf(record: Mapping[str, Any], *, language: str = "zh", names: Names = NOBODY, title: str = "") -> bytes:
    """The report of a record as an accessible PDF; needs the package typst and a Chinese typeface."""
    made: bytes = import_module(".paper", __name__).pdf(record, language=language, names=names, title=title)
    return made
