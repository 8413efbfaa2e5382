"""Coordinates and figures for the components that draw."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django import template

from baigong.kit.ui import charts, pieces
from baigong.kit.ui.tiles import Tile, tiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

register = template.Library()
register.simple_tag(pieces.sign, name="sign")
register.simple_tag(pieces.status, name="status")
register.filter("grid", pieces.grid)
register.filter("linked_grid", pieces.linked_grid)
register.filter("row", pieces.row)
register.filter("bars", pieces.bars)
register.filter("said", pieces.said)
register.simple_tag(pieces.points, name="points")
register.filter("marks", pieces.marks)
register.filter("figures", pieces.figures)


@register.filter
def svg(number: float) -> str:
    """A coordinate: no thousands, no comma, whatever the language."""
    return f"{float(number):g}"


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)}%"


@register.filter
def signed(number: float) -> str:
    """+0.6 or −1.4, with a true minus."""
    return f"{round(number, 1) + 0.0:+.1f}".replace("-", "−")


@register.simple_tag
def certainty_band(rows: Sequence[Any], *, cut: int = 100, narrow: bool = False) -> charts.Band:
    cut = int(cut)
    middle = min(cut, max((row.rank for row in rows), default=cut))  # with fewer entries than places, the last one
    near = [row for row in rows if abs(row.rank - middle) <= 12] if narrow else list(rows)
    return charts.band(near, cut=cut, width=358.0, height=300.0) if narrow else charts.band(near, cut=cut)


@register.simple_tag
def dot_rows(rows: Sequence[object]) -> tuple[charts.Dot, ...]:
    return charts.dots(rows)


@register.simple_tag
def score_bars(scores: Sequence[float], *, current: float | None = None, most: float = 10) -> tuple[charts.Bar, ...]:
    return charts.strip(list(scores or ()), current=current, most=float(most))


@register.filter
def bar_room(count: int) -> int:
    """The width that so many columns need."""
    return max(24 * count, 24)


@register.simple_tag
def bar_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows with the length of their bar in hundredths of the longest."""
    values = [float(row["value"] if isinstance(row, dict) else row.value) for row in rows]
    most = max(values, default=0) or 1
    return [{"row": row, "length": round(100 * value / most, 1)} for row, value in zip(rows, values, strict=True)]


@register.simple_tag
def county_tiles(counts: Mapping[str, int]) -> tuple[Tile, ...]:
    return tiles(counts or {})


@register.simple_tag
def scale_points(points: int, scale: Sequence[object] | None = None) -> list[str]:
    """The values of a criterion as text, so that a template compares like with like."""
    return [str(value) for value in (scale or range(1, int(points) + 1))]


@register.simple_tag
def nearest(anchors: Mapping[Any, str], value: object) -> Any:
    """The key of the anchor at or below the chosen point; points may be halves."""
    with suppress(ValueError):
        chosen = float(str(value))
        return max((key for key in anchors if float(key) <= chosen), key=float, default=None)
    return None
