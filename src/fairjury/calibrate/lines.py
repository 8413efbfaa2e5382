"""The judge table and the entry table of a calibration."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes, Floats
from fairjury.ballots import Ballots

from .estimate import Estimate
from .prepare import Table
from .remarks import JudgeFacts, about_entry, about_judge, is_constant
from .result import EntryLine, JudgeLine


def rows_by_judge(table: Table) -> list[Codes]:
    """Rows of every judge."""
    order = np.argsort(table.judge, kind="stable")
    return np.split(order, np.searchsorted(table.judge[order], np.arange(1, table.j)))


def at_ends(table: Table) -> Floats:
    """Share of each review's scores at an end of the scale (m,)."""
    at = (table.scores <= table.low) | (table.scores >= table.high)
    out: Floats = at.sum(1) / np.maximum(np.isfinite(table.scores).sum(1), 1)
    return out


def say_of(made: Estimate) -> Floats:
    """How much of a typical judge's say each judge's readings have (j,), 0 to 1."""
    weight = made.scale**2 / made.noise**2 * (1 - made.blind)
    out: Floats = np.clip(weight / max(float(np.median(weight)), 1e-12), 0.0, 1.0)
    return out


def judge_lines(ballots: Ballots, table: Table, made: Estimate) -> tuple[JudgeLine, ...]:
    """One line per judge, in the ballots' order."""
    usual, spread = float(np.median(made.noise)), float(np.std(made.severity))
    say, ends, lines = say_of(made), at_ends(table), []
    for j, rows in enumerate(rows_by_judge(table)):
        facts = JudgeFacts(
            reads=rows.size,
            severity=float(made.severity[j]),
            scale=float(made.scale[j]),
            noise=float(made.noise[j]),
            usual=usual,
            spread=spread,
            blind=float(made.blind[j]),
            friends=int((made.promoted[rows] > 0.5).sum()),
            same=is_constant(table.total[rows]),
        )
        clipped = float(ends[rows].mean()) if rows.size else 0.0
        weight = 0.0 if facts.same else float(say[j])
        lines.append(
            JudgeLine(
                ballots.judges[j], facts.reads, facts.severity, facts.scale, facts.noise, weight, clipped,
                about_judge(facts),
            )
        )  # fmt: skip
    return tuple(lines)


def entry_lines(ballots: Ballots, table: Table, made: Estimate) -> tuple[EntryLine, ...]:
    """One line per entry, in the ballots' order."""
    reads = ballots.reads
    mean = np.bincount(table.entry, table.total, table.n) / np.where(reads > 0, reads, np.nan)
    boosted = np.bincount(table.entry, made.promoted > 0.5, table.n) > 0
    slipped = np.bincount(table.entry, made.slipped > 0.5, table.n) > 0
    lines = []
    for i, key in enumerate(ballots.entries):
        merit, se = float(made.merit[i]), float(made.se[i])
        remarks = about_entry(
            reads=int(reads[i]), gap=merit - float(mean[i]), se=se, boosted=bool(boosted[i]), slipped=bool(slipped[i])
        )
        lines.append(EntryLine(key, int(reads[i]), float(mean[i]), merit, se, remarks))
    return tuple(lines)
