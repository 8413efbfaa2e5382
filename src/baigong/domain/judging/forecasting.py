"""Speaks with fairjury about a year that has not begun: reads, hours, judges, doubt. Runs in the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fairjury.plan import CHARACTERS, Line, Situation, plan

SEED = 7  # a forecast is no decision: the same question always gets the same answer
TRIALS = 24


def forecast(prizes: list[int], given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Every way of reading with its cost and its errors, and the advice in words."""
    entries = int(given["entries"])
    asked = Situation(
        entries=entries,
        judges=int(given["judges"]),
        hours_per_read=float(given["hours_per_read"]),
        hours_each=float(given["hours_each"]),
        prizes=tuple(count for count in prizes if count < entries) or (max(1, entries // 4),),
        character=CHARACTERS[str(given["character"])],
    )
    found = plan(asked, seed=SEED, trials=TRIALS)
    lines = [_line(line, is_advised=number == found.advised) for number, line in enumerate(found.lines)]
    return lines, [{"zh": zh, "en": en} for zh, en in zip(found.zh, found.en, strict=True)]


def _line(line: Line, *, is_advised: bool) -> dict[str, Any]:
    return {
        "reads": line.reads,
        "first": line.first,
        "adaptive": line.adaptive,
        "room": line.room,
        "wrong": round(line.wrong[0], 1),
        "last_wrong": round(line.last_wrong[0], 3),
        "hours": round(line.hours, 1),
        "judges": line.judges,
        "is_advised": is_advised,
    }
