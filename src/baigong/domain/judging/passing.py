"""Finds which entries pass on out of a round, by the rule of the edition. Runs in the worker only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.engine import Z90, calibrated

if TYPE_CHECKING:
    from baigong.domain.judging.queries.engine import Tally

SAME = 1e-9  # merits that differ by less are the same place


@dataclass(frozen=True, slots=True)
class Rule:
    """What passes: everything, a `number`, a `multiple` of the places, or who reaches a `score`."""

    by: str
    value: float
    places: int


def passing(count: Tally, rule: Rule) -> list[list[Any]]:
    """[entry, merit, low, high, passes] of every entry, the best first; who equals the last one passes as well."""
    ballots, found = calibrated(count)
    order = np.lexsort((np.array(ballots.entries), -found.merit, -found.ranked))
    ranked = int(found.ranked.sum())
    bar = _bar(rule, found.merit[order[:ranked]])
    lines = []
    for place, i in enumerate(order.tolist()):
        if place >= ranked:
            lines.append([ballots.entries[i], None, None, None, rule.by == "everything"])
            continue
        merit, doubt = float(found.merit[i]), Z90 * float(found.se[i])
        low, high = round(merit - doubt, 3), round(merit + doubt, 3)
        lines.append([ballots.entries[i], round(merit, 3), low, high, merit >= bar - SAME])
    return lines


def _bar(rule: Rule, merits: Any) -> float:
    """The merit that has to be reached; `merits` fall."""
    if rule.by == "everything" or not merits.size:
        return -math.inf
    if rule.by == "score":
        return rule.value
    wanted = rule.value if rule.by == "number" else rule.value * rule.places
    return float(merits[min(math.ceil(wanted), merits.size) - 1]) if wanted > 0 else math.inf
