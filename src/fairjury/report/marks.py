"""Pictures as numbers: marks on a strip from 0 to 1, and judges in a ring. HTML and paper draw them alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from .facts import Z90, Facts, Line, zone_of

#: A mark is (kind, from, to or height): "range" a–b, "upright" at a, "in", "open" or "out" a dot at a, "bar" from a,
#: so high; "word" at a stands on an axis.
Mark = tuple[str, float, float | str]
Strip = tuple[Mark, ...]
#: Lines drawn between judges at most.
EDGES = 400


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of numbers that strips are drawn on."""

    low: float
    high: float

    def at(self, value: float) -> float:
        return min(max((value - self.low) / ((self.high - self.low) or 1.0), 0.0), 1.0)

    def words(self, values: Mapping[float, str]) -> Strip:
        return tuple(("word", self.at(value), word) for value, word in values.items())


def doubt(line: Line) -> float:
    """Half the range at nine in ten of a judge's severity."""
    return Z90 * float(line["noise"]) / max(line["reads"], 1) ** 0.5


def severity_axis(judges: Sequence[Line]) -> Axis:
    """Zero in the middle, everybody's range inside."""
    reach = max([abs(line["severity"]) + doubt(line) for line in judges if line["reads"]], default=1.0)
    return Axis(-reach, reach)


def severity(line: Line, axis: Axis) -> Strip:
    if not line["reads"]:
        return (("upright", axis.at(0.0), 0.0),)
    at, half = float(line["severity"]), doubt(line)
    dot = "in" if line["weight"] > 0 else "out"
    return ("upright", axis.at(0.0), 0.0), ("range", axis.at(at - half), axis.at(at + half)), (dot, axis.at(at), 0.0)


def band_axis(lines: Sequence[Line], *, scale: tuple[float, float]) -> Axis:
    """As much of the scale as the ranges need."""
    low = min(line["merit"] - Z90 * line["error"] for line in lines)
    high = max(line["merit"] + Z90 * line["error"] for line in lines)
    return Axis(max(low, scale[0]), min(high, scale[1])) if low < scale[1] and high > scale[0] else Axis(low, high)


def certainty(line: Line, axis: Axis, *, prize: str, cut: float | None) -> Strip:
    half = Z90 * float(line["error"])
    spread: Strip = (
        ("range", axis.at(line["merit"] - half), axis.at(line["merit"] + half)),
        (zone_of(line, prize), axis.at(line["merit"]), 0.0),
    )
    return spread if cut is None else (("upright", axis.at(cut), 0.0), *spread)


def histogram(shares: Sequence[float]) -> Strip:
    """One bar per tenth of the scale, the tallest filling the strip."""
    tallest = max([*shares, 1e-9])
    return tuple(("bar", at / len(shares), share / tallest) for at, share in enumerate(shares))


def proportions(parts: Sequence[int]) -> list[tuple[float, float]]:
    """Where each part of a whole begins and ends, from 0 to 1."""
    whole, out, at = sum(parts) or 1, [], 0
    for part in parts:
        out.append((at / whole, (at + part) / whole))
        at += part
    return out


@dataclass(frozen=True, slots=True)
class Ring:
    """Judges in a circle in a unit square; lines (x, y, x, y, weight from 0 to 1), thickest last."""

    dots: tuple[tuple[float, float], ...]
    words: tuple[tuple[float, float, str], ...]
    lines: tuple[tuple[float, float, float, float, float], ...]
    is_cut: bool


def ring(facts: Facts) -> Ring:
    """Who read what: judges in order of severity, a line where two share entries."""
    keys = [line["key"] for line in facts.judges]
    at = {key: number for number, key in enumerate(keys)}
    dots = [_on_circle(number, len(keys), 0.42) for number in range(len(keys))]
    pairs = facts.shared.most_common()
    strongest = max([count for _, count in pairs], default=1)
    drawn = sorted(pairs[:EDGES], key=lambda pair: pair[1])
    lines = [(*dots[at[a]], *dots[at[b]], count / strongest) for (a, b), count in drawn]
    words = [(*_on_circle(number, len(keys), 0.47), str(number + 1)) for number in range(len(keys))]
    return Ring(tuple(dots), tuple(words if len(keys) <= 60 else ()), tuple(lines), len(pairs) > EDGES)


def _on_circle(number: int, count: int, radius: float) -> tuple[float, float]:
    turn = 2 * pi * number / max(count, 1) - pi / 2
    return 0.5 + radius * cos(turn), 0.5 + radius * sin(turn)


def plain(value: Any) -> Any:
    """The same in lists, rounded, as it is handed to the typesetter."""
    if isinstance(value, float):
        return round(value, 5)
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value
