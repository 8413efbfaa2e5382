"""What each entry is worth for each prize: its hits, then its merit, then the committed seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairjury import chance
from fairjury.arrays import Codes, Flags
from fairjury.select.odds import hits
from fairjury.select.rulebook import Rulebook


@dataclass(frozen=True)
class Values:
    """Per prize: `hits` and `worth` (p, n), `may` (p, n) who may win; `order` (n,) the canonical order of entries.

    `worth` is hits with the tie-break in its low digits, so that no two entries are worth the same.
    """

    hits: Codes
    worth: Codes
    may: Flags
    draws: int
    order: Codes


def values(draws: npt.NDArray[np.floating], rules: Rulebook) -> Values:
    """Chances of every prize from joint draws (s, n); ties fall to mean merit, then to seed and stable key."""
    s, n = draws.shape
    rules.check(n)
    words = chance.words(rules.seed, n if rules.keys is None else rules.keys, use="select/tie")
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort((words, np.round(draws.mean(axis=0, dtype=np.float64), 9)))] = np.arange(n)
    may = np.array([rules.open_to(prize, n) for prize in rules.prizes])
    order = np.argsort(words, kind="stable").astype(np.int64)
    found = np.array([hits(draws, p.count, among=row, order=order) for p, row in zip(rules.prizes, may, strict=True)])
    for at, prize in enumerate(rules.prizes):
        may[at] &= found[at] >= np.ceil(prize.bar * s - 1e-9)
        if prize.within is not None:
            may[at] &= may[[p.name for p in rules.prizes].index(prize.within)]
    step = n * max(1, sum(prize.count for prize in rules.prizes)) + 1
    return Values(found, found * step + rank, may, s, order)
