"""What a change of weights did to every total: both lists as fingerprints, for the log. Runs in the worker only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.engine import ballots_of
from baigong.kit.text import digest
from fairjury.calibrate.gate import plain_means
from fairjury.calibrate.run import table_of

if TYPE_CHECKING:
    from baigong.domain.judging.queries.engine import Tally

PLACES = 6


def both_totals(count: Tally, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The plain mean of every entry under both rubrics: a digest of each list, how many differ, the widest change.

    The log holds no score; who may see the sheets makes the lists again and compares the digests.
    """
    old, new = (_means(replace(count, rubric=rubric)) for rubric in (before, after))
    moves = [abs(new[key] - old[key]) for key in old]
    return {
        "entries": len(old),
        "changed": sum(move > 0 for move in moves),
        "widest": round(max(moves, default=0.0), 2),
        "before_digest": digest(old),
        "after_digest": digest(new),
    }


def _means(count: Tally) -> dict[str, float]:
    """The plain mean of the totals of every entry that somebody has read, by its key."""
    ballots = ballots_of(count)
    means = plain_means(table_of(ballots))
    read = np.flatnonzero(ballots.reads).tolist()
    return {ballots.entries[i]: round(float(means[i]), PLACES) for i in read}
