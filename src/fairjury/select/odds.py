"""From joint draws to chances: in how many draws is an entry among the best?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairjury.arrays import Codes, Flags, Floats

#: From this chance on an entry is safely in; up to 1 minus this it is safely out.
SAFE = 0.9
ROUNDING = 1e-12


def hits(
    draws: npt.NDArray[np.floating], count: int, *, among: Flags | None = None, order: Codes | None = None
) -> Codes:
    """(n,) number of draws (s, n) in which each entry is among the `count` best of `among` (n,) (default: of all).

    Divided by s this is P(among the best) for any prize: P(TOP 100), P(TOP 10), P(best of its track). Joint draws
    keep what entries share (their judges), which independent errors would lose. `order` (n,) is the order in which
    equal draws are met; give one that follows the entries' keys.
    """
    pool = np.arange(draws.shape[1]) if order is None else order
    pool = pool if among is None else pool[among[pool]]
    out = np.zeros(draws.shape[1], dtype=np.int64)
    if count >= pool.size:
        out[pool] = draws.shape[0]
        return out
    for draw in draws:
        mine = draw[pool]
        np.add.at(out, pool[np.argpartition(-mine, count)[:count]], 1)
    return out


@dataclass(frozen=True, slots=True)
class Zones:
    """Flags (n,) of the three zones at one cut."""

    safe_in: Flags
    contested: Flags
    safe_out: Flags


def zones(chance: Floats, *, safe: float = SAFE) -> Zones:
    """Safe in (chance >= `safe`), safe out (<= 1 - `safe`), contested between; chance (n,) in [0, 1]."""
    high, low = chance >= safe, chance <= 1 - safe + ROUNDING
    return Zones(high, ~(high | low), low)


def uneven(reads: Codes, contested: Flags) -> Codes:
    """Contested entries (indices) with at least two reads fewer than another contested entry; reads, contested (n,).

    Whoever is read more often is judged on more evidence: before choosing, even these out or have the organiser sign.
    """
    if not contested.any():
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(contested & (reads < reads[contested].max() - 1))
