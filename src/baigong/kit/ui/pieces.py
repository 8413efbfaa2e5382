"""The smallest parts of a page, drawn in one step each, because lists and grids have hundreds of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from baigong.kit.taiwan.dates import day_text
from baigong.kit.time import TAIPEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from baigong.kit.ui.charts import Band, Bar

SHAPES = {"ok": "full", "wait": "half", "bad": "cut", "plain": "empty", "won": "none"}
KEPT = 256  # grids that look alike are drawn once in a process


@lru_cache(maxsize=KEPT, typed=True)
def sign(char: str, *, label: str = "", size: str = "") -> SafeString:
    """The one 字 of a track."""
    role = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    return format_html('<span class="sign {}" lang="zh-Hant-TW"{}>{}</span>', size, role, char)


def status(kind: str, word: object, *, shape: str = "") -> SafeString:
    """Where something stands: a cell and a word."""
    drawn = shape or SHAPES.get(kind, "empty")
    cell = format_html('<i class="cell {}" aria-hidden="true"></i>', drawn) if drawn != "none" else ""
    return format_html('<span class="status {}">{}{}</span>', kind, cell, word)


def day(instant: datetime | None) -> SafeString | str:
    """A day as a table shows it, in Taipei."""
    if instant is None:
        return ""
    local = instant.astimezone(TAIPEI)
    words = _day(local.date(), get_language() or "")
    return mark_safe(f'<time datetime="{local.isoformat(timespec="minutes")}">{words}</time>')  # noqa: S308 - our own


@lru_cache(maxsize=KEPT)
def _day(day: date, language: str) -> str:
    return day_text(day).to(language)


def card(*, href: str, title: object, text: str, sign: str = "", top: str = "", by: str = "") -> SafeString:
    """A card of a list that may be long; `<c-card>` draws the same where there are few."""
    char = format_html('<span class="sign" aria-hidden="true">{}</span>', sign) if sign else ""
    head = format_html('<div class="top">{}{}</div>', char, top) if sign or top else ""
    foot = format_html('<div class="by">{}</div>', by) if by else ""
    shape = '<li class="card">{}<h3>{}</h3><div class="text">{}</div>{}</li>'
    return format_html(shape, head, link(href, title) if href else title, text, foot)


def link(href: str, title: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, title)


def rows(columns: Iterable[tuple[str, str]], lines: Iterable[Iterable[object]]) -> SafeString:
    """The body of a table of fifty: a column is its label and its class; the one without a label names the row."""
    shape = f"<tr>{''.join(_column(label, kind) for label, kind in columns)}</tr>"
    return format_html_join("", shape, lines)


def _column(label: str, kind: str) -> str:
    """A cell to be filled; on a narrow page, where rows are blocks, it says its label."""
    drawn = format_html(' class="{}"', kind) if kind else ""
    told = format_html('<td data-label="{}"{}>', label, drawn) if label else format_html('<th scope="row"{}>', drawn)
    return f"{told}{{}}</{'td' if label else 'th'}>"


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], *, look: str = "sticky") -> SafeString:
    """A table of plain words; `<c-table>` draws the others. `look`: its head stays, or it stacks."""
    shape = (
        '<div class="scroll" role="region" aria-label="{0}" tabindex="0"><table class="table {3}">'
        '<caption class="vh">{0}</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>'
    )
    names = list(head)
    return format_html(shape, caption, _cells('<th scope="col">{}</th>', names), _rows(rows, names), look)


def _rows(rows: Iterable[Iterable[str]], names: list[str]) -> SafeString:
    """Each cell says its label too: where rows are blocks, nobody sees the head."""
    labelled = '<td data-label="{}">{}</td>'
    return format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", labelled, zip_longest(names, row, fillvalue="")),) for row in rows)
    )


def _cells(shape: str, words: Iterable[str]) -> SafeString:
    return format_html_join("", shape, ((word,) for word in words))


def grid(cells: Iterable[Mapping[str, Any]]) -> SafeString:
    """Cells that say nothing by themselves."""
    return _grid(tuple((cell.get("state", ""), cell.get("char", "")) for cell in cells))


@lru_cache(maxsize=KEPT)
def _grid(cells: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("", '<i class="{}">{}</i>', cells)


def linked_grid(cells: Iterable[Mapping[str, Any]]) -> SafeString:
    """Cells as a list, each a link where it leads somewhere."""
    told = ([cell.get(name, "") for name in ("state", "char", "href", "label", "title")] for cell in cells)
    return mark_safe("".join(_linked(*one) for one in told))  # noqa: S308 - joined from safe pieces


@lru_cache(maxsize=2048, typed=True)
def _linked(state: str, char: str, href: str, label: str, title: str) -> SafeString:
    if href:
        told = format_html(' title="{}"', title) if title else ""
        inside = format_html('<a href="{}" aria-label="{}"{}>{}</a>', href, label, told, char)
    else:
        role = format_html(' role="img" aria-label="{}"', label) if label else ""
        inside = format_html("<span{}>{}</span>", role, char)
    return format_html('<li class="{}">{}</li>', state, inside)


def row(states: Iterable[str]) -> SafeString:
    """Cells in a row."""
    return _row(tuple(states))


@lru_cache(maxsize=KEPT)
def _row(states: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<i class="cell {}"></i>', ((state,) for state in states))


def bars(drawn: Iterable[Bar]) -> SafeString:
    """The columns of a score strip with their figures."""
    return mark_safe("".join(map(_bar, drawn)))  # noqa: S308 - figures of our own


@lru_cache(maxsize=4096)
def _bar(bar: Bar) -> str:
    """Many strips have the same bar in the same place."""
    return (
        f'<rect class="{"bar-now" if bar.is_now else "bar-fill"}" x="{bar.x:g}" y="{bar.y:g}" width="20" '
        f'height="{bar.length:g}"/><text class="mid-text" x="{bar.middle:g}" y="{bar.above:g}">{bar.text}</text>'
    )


def said(drawn: Iterable[Bar]) -> str:
    """The same figures for whoever does not see them."""
    return "、".join(bar.text for bar in drawn)


def points(
    steps: Iterable[str], *, name: str, value: object = "", readonly: object = False, error: object = ""
) -> SafeString:
    """The points of a criterion, one of them chosen."""
    told = format_html(' aria-describedby="crit-{}-error"', name) if error else ""
    rest = format_html("{}{}", mark_safe(" disabled") if readonly else "", told)
    shape = '<label><input type="radio" name="{}" data-answer="{}" value="{}"{}{}><span>{}</span></label>'
    chosen = mark_safe(" checked")
    drawn = ((name, name, step, chosen if step == str(value) else "", rest, step) for step in steps)
    return format_html_join("", shape, drawn)


def marks(band: Band) -> SafeString:
    """The squares around the cut with their whiskers."""
    shape = '<path class="{0}" d="M{1:g} {2:g}V{3:g}"/><rect class="{0}" x="{4:g}" y="{5:g}" width="7" height="7"/>'
    return mark_safe(  # noqa: S308 - figures of our own
        "".join(
            shape.format(mark.certainty, mark.x, mark.top, mark.bottom, mark.left, mark.above) for mark in band.marks
        )
    )


def figures(band: Band) -> SafeString:
    """The rows of the table behind the drawing."""
    shape = (
        '<tr><td class="r">{}</td><th scope="row">{}</th><td class="r">{}</td><td class="r nw">{}–{}</td>'
        '<td class="r">{}%</td></tr>'
    )
    return format_html_join("", shape, (_figures(mark.row) for mark in band.marks))


def _figures(near: Any) -> tuple[object, ...]:
    low, middle, high = (f"{number:.1f}" for number in (near.low, near.score, near.high))
    return near.rank, near.label, middle, low, high, round(100 * near.probability)
