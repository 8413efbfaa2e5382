"""What the engine answers: one line per entry and the record that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from baigong.kit.text import Bilingual


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: plain mean, merit with its error, chances by prize, zone at the main cut, prizes, and why."""

    entry: str
    rank: int | None
    mean: float | None
    merit: float | None
    error: float | None
    chances: dict[str, float]
    zone: str
    prizes: list[str]
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Result:
    """All lines, and the decision record: anonymised ballots, rules, parameters, engine version, seed, result."""

    lines: list[Line]
    record: dict[str, Any] = field(default_factory=dict)
