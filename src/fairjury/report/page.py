"""The report as one HTML page: no script, nothing from elsewhere, light and dark, and readable on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import Any

from . import svg
from .chapters import Cell, Chapter, Row, Table, chapters
from .facts import NOBODY, Facts, Names
from .words import Speech

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(record: Mapping[str, Any], *, language: str = "zh", names: Names = NOBODY, title: str = "") -> str:
    """The whole page as text; `names` gives keys back their names, `title` stands for the heading."""
    facts, say = Facts(record, names), Speech(language)
    made = chapters(facts, say)
    head, lead, note = opening(facts, say, title)
    contents = "".join(f'<li><a href="#{one.key}">{escape(one.title)}</a></li>' for one in made)
    style = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{say.tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        f"<title>{escape(head)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{escape(head)}</h1>\n<p class="lead">{escape(lead)}</p>\n<p class="note">{escape(note)}</p>\n'
        f'<nav aria-label="{escape(say("contents"))}"><ol>{contents}</ol></nav>\n</header>\n<main>\n'
        f"{''.join(_chapter(one) for one in made)}</main>\n</body>\n</html>\n"
    )


def opening(facts: Facts, say: Speech, title: str) -> tuple[str, str, str]:
    """Heading, lead and the word on names."""
    main = next(zone for zone in facts.zones() if zone.prize == facts.main)
    chosen = len(facts.record["awards"].get(facts.prizes[facts.main]["of"], ()))
    lead = say(
        "lead",
        entries=f"{len(facts.entries):,}",
        judges=len(facts.judges),
        reads=f"{len(facts.record['ballots']):,}",
        places=chosen,
        hits=f"{main.expected:.0f}",
    )
    named = bool(facts.names.entries or facts.names.judges)
    return title or say("title", places=chosen), lead, say("named" if named else "keys_only")


def _chapter(one: Chapter) -> str:
    said = "".join(f"<p>{escape(words)}</p>\n" for words in one.said)
    bars = "".join(_bar(name, cuts) for name, cuts in one.parts)
    ring = f"<figure>{svg.ring(one.ring, label=one.label)}</figure>\n" if one.ring else ""
    tables = "".join(_table(table) for table in one.tables)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in one.facts)
    listed = f"<dl>{rows}</dl>\n" if rows else ""
    title = f"{one.key}-title"
    return (
        f'<section id="{one.key}" aria-labelledby="{title}">\n<h2 id="{title}">{escape(one.title)}</h2>\n'
        f"{said}{bars}{ring}{tables}{listed}</section>\n"
    )


def _bar(name: str, cuts: list[tuple[float, float]]) -> str:
    return f'<figure class="zones"><figcaption>{escape(name)}</figcaption>{svg.parts(cuts)}</figure>\n'


def _table(table: Table) -> str:
    """A table that stays one for a screen reader where narrow windows stack its cells."""
    head = "".join(_head(table, at, word) for at, word in enumerate(table.head))
    body = "".join(_row(table, row) for row in table.rows)
    return (
        f'<table role="table"><caption>{escape(table.caption)}</caption>\n<thead role="rowgroup"><tr role="row">{head}'
        f'</tr></thead>\n<tbody role="rowgroup">\n{body}</tbody></table>\n'
    )


def _head(table: Table, at: int, word: str) -> str:
    strip = bool(table.rows) and not isinstance(table.rows[0][at], str)
    inside = f'<span class="hidden">{escape(word)}</span>{svg.strip(table.axis)}' if strip else escape(word)
    return f'<th scope="col" role="columnheader"{_classes(table, at, strip=strip)}>{inside}</th>'


def _row(table: Table, row: Row) -> str:
    name = next(at for at in range(len(row)) if at not in table.figures)
    cells = (_cell(table, at, cell, is_name=at == name) for at, cell in enumerate(row))
    return f'<tr role="row">{"".join(cells)}</tr>\n'


def _cell(table: Table, at: int, cell: Cell, *, is_name: bool) -> str:
    if not isinstance(cell, str):
        return f'<td role="cell" class="drawn">{svg.strip(cell)}</td>'
    label = f' data-label="{escape(table.head[at])}"'
    if is_name:
        return f'<th scope="row" role="rowheader"{label}>{escape(cell)}</th>'
    return f'<td role="cell"{_classes(table, at)}{label}>{escape(cell)}</td>'


def _classes(table: Table, at: int, *, strip: bool = False) -> str:
    names: Iterable[str] = [name for name, true in (("drawn", strip), ("figure", at in table.figures)) if true]
    joined = " ".join(names)
    return f' class="{joined}"' if joined else ""
