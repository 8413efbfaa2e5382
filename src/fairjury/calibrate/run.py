"""The calibration of a round for the record."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes, Floats
from fairjury.ballots import Ballots
from fairjury.version import VERSION

from .estimate import Estimate, estimate_ordinal, order_of
from .graph import efficiency, joining_reads, judge_pieces
from .keys import from_names
from .prepare import Table, totals
from .remarks import about_entry, about_judge, about_round, is_constant
from .result import Calibration, EntryLine, Gate, JudgeLine, Pieces, Remark


def table_of(ballots: Ballots) -> Table:
    """Ballots as arrays on the scale of totals."""
    rubric = ballots.rubric
    scores = rubric.rescale(ballots.scores)
    low, high = rubric.scale
    count = rubric.weights.size
    n = len(ballots.entries)
    tracks = np.unique(ballots.tracks, return_inverse=True)[1] if ballots.tracks else np.zeros(n)
    return Table(
        ballots.entry,
        ballots.judge,
        scores,
        rubric.weights,
        totals(scores, rubric.weights),
        n,
        len(ballots.judges),
        np.full(count, low),
        np.full(count, high),
        rubric.steps,
        tracks.astype(np.int64),
    )


def calibrate(ballots: Ballots, *, seed: int) -> Calibration:
    """Calibrate a round: merit with errors and joint draws, judge and entry tables, warnings.

    Merit and errors are on the rubric's scale of totals; `seed` and the keys of `ballots` decide every
    random number. Raises `Pieces` when the judges share too little for a common ranking.
    Source of the model: Platt and Burges 2012, Ge et al. 2013 (shift and noise), ordinal probit with
    interval-censored ends (Albert and Chib 1993), halo after DeCarlo et al. 2011.
    """
    table = table_of(ballots)
    pieces = judge_pieces(table.entry, table.judge, table.n, table.j)
    _refuse(ballots, table, pieces)
    order = order_of(table, (from_names(ballots.entries), from_names(ballots.judges)))
    made = estimate_ordinal(table, seed=seed, order=order)
    gate = Gate(made.model, {}, 0, "", "")
    eff = efficiency(table.entry, table.judge, table.n, table.j)
    return Calibration(
        made.merit,
        made.se,
        made.draws,
        (ballots.reads > 0).astype(np.int64),
        _judge_lines(ballots, table, made),
        _entry_lines(ballots, table, made),
        made.model,
        gate,
        pieces,
        eff,
        _warnings(ballots, table, eff),
        seed,
        VERSION,
    )


def _refuse(ballots: Ballots, table: Table, pieces: Codes) -> None:
    count = int(pieces.max(initial=-1)) + 1
    if count <= 1:
        return
    named = tuple(tuple(ballots.judges[j] for j in np.flatnonzero(pieces == piece)) for piece in range(count))
    joins = joining_reads(table.entry, table.judge, pieces)
    raise Pieces(named, tuple((ballots.entries[i], ballots.judges[j]) for i, j in joins))


def _judge_lines(ballots: Ballots, table: Table, made: Estimate) -> tuple[JudgeLine, ...]:
    usual = float(np.median(made.noise))
    spread = float(np.std(made.severity))
    say = made.scale**2 / made.noise**2 * (1 - made.blind)
    say = np.clip(say / max(float(np.median(say)), 1e-12), 0.0, 1.0)
    by_judge = np.argsort(table.judge, kind="stable")
    cuts = np.searchsorted(table.judge[by_judge], np.arange(table.j + 1))
    ends = _at_ends(table)
    lines = []
    for j, key in enumerate(ballots.judges):
        rows = by_judge[cuts[j] : cuts[j + 1]]
        same = is_constant(table.total[rows])
        remarks = (
            about_judge(
                severity=float(made.severity[j]),
                scale=float(made.scale[j]),
                noise=float(made.noise[j]),
                usual=usual,
                blind=float(made.blind[j]),
                friends=int((made.promoted[rows] > 0.5).sum()),
                same=same,
                spread=spread,
            )
            if rows.size
            else (Remark("idle", "沒有評分。", "has not scored anything."),)
        )
        lines.append(
            JudgeLine(
                key,
                int(rows.size),
                float(made.severity[j]),
                float(made.scale[j]),
                float(made.noise[j]),
                0.0 if same else float(say[j]),
                float(ends[rows].mean()) if rows.size else 0.0,
                remarks,
            )
        )
    return tuple(lines)


def _at_ends(table: Table) -> Floats:
    """Share of each review's scores at an end of the scale (m,)."""
    at = (table.scores <= table.low) | (table.scores >= table.high)
    out: Floats = at.sum(1) / np.maximum(np.isfinite(table.scores).sum(1), 1)
    return out


def _entry_lines(ballots: Ballots, table: Table, made: Estimate) -> tuple[EntryLine, ...]:
    reads = ballots.reads
    mean = np.bincount(table.entry, table.total, table.n) / np.where(reads > 0, reads, np.nan)
    boosted = np.bincount(table.entry, made.promoted > 0.5, table.n) > 0
    slipped = np.bincount(table.entry, made.slipped > 0.5, table.n) > 0
    return tuple(
        EntryLine(
            key,
            int(reads[i]),
            float(mean[i]),
            float(made.merit[i]),
            float(made.se[i]),
            about_entry(
                reads=int(reads[i]),
                gap=float(made.merit[i] - mean[i]),
                se=float(made.se[i]),
                boosted=bool(boosted[i]),
                slipped=bool(slipped[i]),
            ),
        )
        for i, key in enumerate(ballots.entries)
    )


def _warnings(ballots: Ballots, table: Table, eff: float) -> tuple[Remark, ...]:
    seen = np.maximum(np.isfinite(table.scores).sum(0), 1)
    return about_round(
        efficiency=eff,
        clipped_high=(table.scores >= table.high).sum(0) / seen,
        clipped_low=(table.scores <= table.low).sum(0) / seen,
        criteria=ballots.rubric.keys,
        unread=int((ballots.reads == 0).sum()),
    )
