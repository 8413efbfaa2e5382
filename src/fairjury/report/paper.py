"""The report as a PDF that screen readers can read, typeset from the same chapters as the page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from .chapters import Chapter, Table, chapters
from .facts import NOBODY, Facts, Names
from .marks import plain
from .page import opening
from .press import NoPress
from .words import Speech

HERE = Path(__file__).parent
SERIF = ("Noto Serif TC", "Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "TW-Sung", "PMingLiU")
SANS = ("Noto Sans TC", "Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei")


def pdf(
    record: Mapping[str, Any],
    *,
    language: str = "zh",
    names: Names = NOBODY,
    title: str = "",
    folders: Sequence[Path] = (),
) -> bytes:
    """The bytes of the PDF (PDF/UA-1); the same record gives the same bytes. `folders` hold typefaces of your own."""
    facts, say = Facts(record, names), Speech(language)
    fonts, serif, sans = typefaces(tuple(folders))
    head, lead, note = opening(facts, say, title)
    told = {
        "language": language, "head": head, "lead": lead, "note": note, "serif": serif, "sans": sans,
        "chapters": [_chapter(one) for one in chapters(facts, say)],
    }  # fmt: skip
    compiler = typst.Compiler(HERE / "report.typ", root=HERE, font_paths=fonts)
    text = json.dumps(told, ensure_ascii=False)
    made = compiler.compile(format="pdf", sys_inputs={"input": text}, pdf_standards=["ua-1"])
    return cast("bytes", made)


@cache
def typefaces(folders: tuple[Path, ...] = ()) -> tuple[Any, list[str], list[str]]:
    """The fonts of those folders and of the system, and the families to set in; raises `NoPress`."""
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=list(folders))
    known = set(fonts.families())
    serif, sans = ([one for one in names if one in known] for names in (SERIF, SANS))
    if not serif and not sans:
        raise NoPress("typeface")
    return fonts, serif or sans, sans or serif


def _chapter(one: Chapter) -> dict[str, Any]:
    ring = None if one.ring is None else {name: plain(getattr(one.ring, name)) for name in ("dots", "words", "lines")}
    return {
        "title": one.title, "said": one.said, "label": one.label, "ring": ring, "parts": plain(one.parts),
        "facts": one.facts, "tables": [_table(table) for table in one.tables],
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    first = table.rows[0] if table.rows else ()
    drawn = [at for at, value in enumerate(first) if not isinstance(value, str)]
    return {
        "head": table.head, "axis": plain(table.axis), "rows": plain(table.rows), "figures": sorted(table.figures),
        "drawn": drawn, "wide": sorted(table.wide),
    }  # fmt: skip
