"""Where each mark of a chart stands, so that templates draw SVG without arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEFT, RIGHT, TOP, BOTTOM = 44.0, 6.0, 22.0, 36.0
SURE = (0.1, 0.9)
MOST_LINES = 8


class Ranked(Protocol):
    """One entry near the cut line."""

    rank: int
    score: float
    low: float
    high: float
    probability: float


class Mark(NamedTuple):
    """One square with its whisker, and what the table says."""

    x: float
    y: float
    top: float
    bottom: float
    certainty: str
    row: object

    @property
    def left(self) -> float:
        return round(self.x - 3.5, 1)

    @property
    def above(self) -> float:
        return round(self.y - 3.5, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled place on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """The whole drawing."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    ranks: tuple[Line, ...]
    cut: float | None
    doubt: tuple[float, float] | None
    floor: float

    @property
    def doubt_width(self) -> float:
        return round(self.doubt[1] - self.doubt[0], 1) if self.doubt else 0.0


def certainty(probability: float) -> str:
    """In, out, or not yet sure."""
    low, high = SURE
    return "in" if probability >= high else "out" if probability <= low else "unsure"


def band(rows: Sequence[Ranked], *, cut: int, width: float = 1120.0, height: float = 380.0) -> Band:
    """Scores falling with rank, each with its interval; the stretch in doubt is shaded."""
    step = (width - LEFT - RIGHT) / max(len(rows), 1)
    low, high, grid = scale(min(r.low for r in rows), max(r.high for r in rows)) if rows else (0.0, 1.0, ())
    base = height - BOTTOM

    def y(score: float) -> float:
        return round(base - (score - low) / (high - low) * (base - TOP), 1)

    def x(place: float) -> float:
        return round(LEFT + step * (place + 0.5), 1)

    marks = tuple(Mark(x(i), y(r.score), y(r.high), y(r.low), certainty(r.probability), r) for i, r in enumerate(rows))
    return Band(
        width=width,
        height=height,
        marks=marks,
        lines=tuple(Line(y(value), f"{value:g}") for value in grid),
        ranks=tuple(Line(x(i), str(r.rank)) for i, r in enumerate(rows) if r.rank % _every(len(rows)) == 0),
        cut=next((x(i + 0.5) for i, r in enumerate(rows) if r.rank == cut), None),
        doubt=_doubt(marks, half=step / 2),
        floor=base,
    )


def _every(count: int) -> int:
    return 10 if count <= 60 else 20 if count <= 160 else 50


def _doubt(marks: Iterable[Mark], *, half: float) -> tuple[float, float] | None:
    unsure = [mark.x for mark in marks if mark.certainty == "unsure"]
    return (round(min(unsure) - half, 1), round(max(unsure) + half, 1)) if unsure else None


def scale(low: float, high: float) -> tuple[float, float, tuple[float, ...]]:
    """Round ends and the lines between them, at most eight."""
    step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if (high - low) / s <= MOST_LINES - 1), 100)
    first, last = floor(low / step), ceil(high / step)
    last = max(last, first + 1)
    return first * step, last * step, tuple(round(n * step, 2) for n in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Dot:
    """One judge's difference from all others, as a square on a line; places are hundredths of its width."""

    x: float
    low: float
    high: float
    is_notable: bool
    row: object


def dots(rows: Sequence[object]) -> tuple[Dot, ...]:
    """Each row's shift with its interval; notable where the row says so, else where the interval leaves zero out."""
    reach = max((max(abs(_of(r, "low")), abs(_of(r, "high"))) for r in rows), default=1.0) or 1.0

    def x(value: float) -> float:
        return round(50 + 47 * value / reach, 1)

    return tuple(Dot(x(_of(r, "shift")), x(_of(r, "low")), x(_of(r, "high")), _is_notable(r), r) for r in rows)


def _is_notable(row: object) -> bool:
    said = row.get("notable") if isinstance(row, dict) else getattr(row, "notable", None)
    return _of(row, "low") > 0 or _of(row, "high") < 0 if said is None else bool(said)


def _of(row: object, name: str) -> float:
    return float(row.get(name, 0.0) if isinstance(row, dict) else getattr(row, name, 0.0))


class Bar(NamedTuple):
    """One column of a score strip or one row of bars."""

    x: float
    y: float
    length: float
    text: str
    is_now: bool = False

    @property
    def middle(self) -> float:
        return self.x + 10

    @property
    def above(self) -> float:
        return self.y - 4


def strip(scores: Sequence[float], *, current: float | str | None, most: float) -> tuple[Bar, ...]:
    """One's own past scores in order, the present one last and in red; 24 units a column, 64 high."""
    values = [*scores, *([] if current in {None, ""} else [float(current or 0)])]
    return tuple(_column(place, value, most, is_now=place == len(scores)) for place, value in enumerate(values))


@lru_cache(maxsize=4096)
def _column(place: int, value: float, most: float, *, is_now: bool) -> Bar:
    """Many strips have the same score in the same place."""
    length = round(50 * value / most, 1)
    return Bar(24.0 * place, round(63 - 50 * value / most, 1), length, f"{value:g}", is_now=is_now)


def spread(*, done: float, half: float = 0, total: float, size: int = 100) -> list[dict[str, str]]:
    """Counts as a hundred cells: full for done, half for under way; something begun is never an empty grid."""
    if not total:
        return [{"state": ""}] * size
    full = min(size, max(floor(done / total * size), 1 if done else 0))
    begun = min(size - full, max(round(half / total * size), 1 if half and full < size else 0))
    return [{"state": "on"}] * full + [{"state": "half"}] * begun + [{"state": ""}] * (size - full - begun)
