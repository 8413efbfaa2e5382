"""The calibration of a round for the record."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes
from fairjury.ballots import Ballots
from fairjury.version import __version__

from .estimate import estimate, order_of
from .graph import efficiency, joining_reads, judge_pieces
from .keys import from_names
from .lines import entry_lines, judge_lines
from .prepare import Table, totals
from .remarks import about_round
from .result import Calibration, Pieces, Remark


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
    made, gate = estimate(table, seed=seed, order=order)
    eff = efficiency(table.entry, table.judge, table.n)
    return Calibration(
        made.merit,
        made.se,
        made.draws,
        (ballots.reads > 0).astype(np.int64),
        judge_lines(ballots, table, made),
        entry_lines(ballots, table, made),
        made.model,
        gate,
        pieces,
        eff,
        _warnings(ballots, table, eff),
        seed,
        __version__,
    )


def _refuse(ballots: Ballots, table: Table, pieces: Codes) -> None:
    count = int(pieces.max(initial=-1)) + 1
    if count <= 1:
        return
    named = tuple(tuple(ballots.judges[j] for j in np.flatnonzero(pieces == piece)) for piece in range(count))
    joins = joining_reads(table.entry, table.judge, pieces)
    raise Pieces(named, tuple((ballots.entries[i], ballots.judges[j]) for i, j in joins))


def _warnings(ballots: Ballots, table: Table, eff: float) -> tuple[Remark, ...]:
    seen = np.maximum(np.isfinite(table.scores).sum(0), 1)
    return about_round(
        efficiency=eff,
        top=(table.scores >= table.high).sum(0) / seen,
        bottom=(table.scores <= table.low).sum(0) / seen,
        criteria=ballots.rubric.keys,
        unread=int((ballots.reads == 0).sum()),
    )
