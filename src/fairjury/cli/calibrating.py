"""Carries out calibrate: merit with its doubt, and the judges' habits."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from fairjury.calibrate import Calibration, Pieces, calibrate
from fairjury.record.compute import number

from .given import Scored, scored
from .speech import Voice
from .tables import write_table
from .trouble import Trouble, refused

Z90 = 1.645
ENTRY = ("entry", "rank", "reads", "mean", "merit", "low", "high", "remarks")
JUDGE = ("judge", "reads", "severity", "scale", "noise", "weight", "clipped", "remarks")
SHOWN = 10


def run(asked: argparse.Namespace, voice: Voice) -> int:
    given = scored(asked)
    found = calibrated(given, asked.seed, voice)
    entries, judges = _entries(given, found, voice), _judges(given, found, voice)
    if asked.out:
        write_table(asked.out, ENTRY, entries)
    if asked.judges_out:
        write_table(asked.judges_out, JUDGE, judges)
    data = _data(found, entries, judges)
    shown = [" ".join(str(cell) for cell in row if cell not in ("", None)) for row in entries[:SHOWN]]
    warnings = ((remark.zh, remark.en) for remark in found.warnings)
    voice.answer(data, (found.gate.zh, found.gate.en), *warnings, *shown)
    return 0


def _data(found: Calibration, entries: list[tuple[Any, ...]], judges: list[tuple[Any, ...]]) -> dict[str, Any]:
    return {
        "model": found.model,
        "gate": {"zh": found.gate.zh, "en": found.gate.en},
        "efficiency": round(found.efficiency, 6),
        "entries": [dict(zip(ENTRY, row, strict=True)) for row in entries],
        "judges": [dict(zip(JUDGE, row, strict=True)) for row in judges],
        "warnings": [{"code": remark.code, "zh": remark.zh, "en": remark.en} for remark in found.warnings],
    }


def calibrated(given: Scored, seed: str, voice: Voice) -> Calibration:
    """The calibration; Trouble (exit 1) when the judges fall into pieces."""
    with voice.busy(
        ("校正中（第一次執行要先編譯，約一兩分鐘）", "calibrating (the first run compiles for a minute or two)")
    ):
        try:
            return calibrate(given.ballots, seed=number(seed))
        except Pieces as error:
            raise _apart(given, error) from error


def _apart(given: Scored, error: Pieces) -> Trouble:
    entry, judge = given.keys.id_of("entry"), given.keys.id_of("judge")
    named = Pieces(
        tuple(tuple(judge(key) for key in piece) for piece in error.pieces),
        tuple((entry(one), judge(other)) for one, other in error.joins),
    )
    return refused(named.zh, named.en, pieces=named.pieces, joins=named.joins)


def _entries(given: Scored, found: Calibration, voice: Voice) -> list[tuple[Any, ...]]:
    """One row per entry, the best first, those nobody read last."""
    order = np.lexsort((np.array(given.ballots.entries), -found.merit, -found.ranked))
    name = given.keys.id_of("entry")
    return [_entry(found, int(i), place, name, voice) for place, i in enumerate(order, 1)]


def _entry(found: Calibration, i: int, place: int, name: Any, voice: Voice) -> tuple[Any, ...]:
    line, doubt = found.entries[i], Z90 * found.entries[i].se
    numbers = (line.mean, line.merit, line.merit - doubt, line.merit + doubt)
    known = [round(value, 3) for value in numbers] if line.reads else [None] * 4
    return (name(line.key), place if line.reads else None, line.reads, *known, _said(line.remarks, voice))


def _judges(given: Scored, found: Calibration, voice: Voice) -> list[tuple[Any, ...]]:
    name, out = given.keys.id_of("judge"), []
    for line in found.judges:
        numbers = (round(getattr(line, part), 3) for part in ("severity", "scale", "noise", "weight", "clipped"))
        out.append((name(line.key), line.reads, *numbers, _said(line.remarks, voice)))
    return out


def _said(remarks: Any, voice: Voice) -> str:
    return " ".join(voice.of((remark.zh, remark.en)) for remark in remarks)
