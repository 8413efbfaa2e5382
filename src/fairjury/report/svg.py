"""Draws strips and rings as SVG inside the page; colours come from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .marks import Ring, Strip

HALF = '<path class="half" d="M0-5.5A5.5 5.5 0 0 0 0 5.5Z"/>'


def strip(marks: Strip) -> str:
    """Marks from left to right, as wide as there is room; the words beside it say the same."""
    return f'<svg class="strip" aria-hidden="true" focusable="false">{"".join(map(_mark, marks))}</svg>'


def _mark(mark: tuple[str, float, float | str]) -> str:
    kind, at, more = mark
    x = _per_cent(at)
    if kind == "word":
        return f'<text x="{x}" y="70%" class="{_side(at)}">{escape(str(more))}</text>'
    if kind == "upright":
        return f'<line class="upright" x1="{x}" x2="{x}" y1="0" y2="100%"/>'
    if kind == "range":
        return f'<line class="range" x1="{x}" x2="{_per_cent(float(more))}" y1="50%" y2="50%"/>'
    if kind == "bar":
        tall = float(more)
        return f'<rect class="bar" x="{x}" y="{_per_cent(1 - tall)}" width="8%" height="{_per_cent(tall)}"/>'
    half = HALF if kind == "open" else ""
    return f'<svg x="{x}" y="50%" overflow="visible"><circle class="dot {kind}" r="5.5"/>{half}</svg>'


def _side(at: float) -> str:
    return "first" if at < 0.1 else "last" if at > 0.9 else "middle"


def _per_cent(value: float) -> str:
    return f"{100 * value:.2f}".rstrip("0").rstrip(".") + "%"


def ring(drawn: Ring, *, label: str) -> str:
    """Judges in a ring and what joins them."""
    lines = (
        f'<line x1="{400 * a:.1f}" y1="{400 * b:.1f}" x2="{400 * c:.1f}" y2="{400 * d:.1f}" '
        f'stroke-width="{0.4 + 3.6 * weight:.2f}"/>'
        for a, b, c, d, weight in drawn.lines
    )
    dots = (f'<circle class="dot in" cx="{400 * x:.1f}" cy="{400 * y:.1f}" r="5.5"/>' for x, y in drawn.dots)
    words = (f'<text x="{400 * x:.1f}" y="{400 * y + 5:.1f}">{escape(word)}</text>' for x, y, word in drawn.words)
    inside = f'<g class="joins">{"".join(lines)}</g>{"".join(dots)}{"".join(words)}'
    return f'<svg class="ring" viewBox="0 0 400 400" role="img" aria-label="{escape(label)}">{inside}</svg>'


def parts(cuts: Sequence[tuple[float, float]]) -> str:
    """A bar in three parts: safely in, in doubt, safely out."""
    kinds = ("in", "open", "out")
    drawn = (
        f'<rect class="part {kind}" x="{_per_cent(a)}" y="1" width="{_per_cent(b - a)}" height="20"/>'
        for kind, (a, b) in zip(kinds, cuts, strict=True)
    )
    return f'<svg class="parts" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'
