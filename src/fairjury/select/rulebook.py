"""The declared rules of a selection: prizes, quotas, teams, vacancy and the seed for ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fairjury.arrays import Codes, Flags
from fairjury.chance import Keys

Labels = npt.NDArray[np.generic]


@dataclass(frozen=True)
class Quota:
    """Floors and caps on winners by one label (track, region, kind of unit); `label` (n,), any values."""

    name: str
    label: Labels
    floor: Mapping[object, int] = field(default_factory=dict)
    cap: Mapping[object, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Prize:
    """One prize: how many, among whom, and under which quotas.

    among   (n,) who may win it (default: everybody who may be ranked)
    within  name of the prize whose winners alone may win this one (TOP 10 within TOP 100)
    bar     smallest chance of being among the best that may win; a place nobody reaches stays vacant
    """

    name: str
    count: int
    among: Flags | None = None
    within: str | None = None
    quotas: tuple[Quota, ...] = ()
    bar: float = 0.0


@dataclass(frozen=True)
class Rulebook:
    """All rules of one selection.

    team   (n,) label of the team; one prize per team among prizes that do not build on each other
    ranked (n,) who may be ranked at all (an entry nobody read never is)
    reads  (n,) reads of each entry; given, entries in doubt must have been read equally often, give or take one
    signed who takes responsibility for unequal reads, and why; belongs into the record
    seed   committed before scores are opened; with `keys` (n,), the entries' stable random keys, it breaks ties
    """

    prizes: tuple[Prize, ...]
    team: Labels | None = None
    ranked: Flags | None = None
    reads: Codes | None = None
    signed: str = ""
    seed: int = 0
    keys: Keys | None = None

    def prize(self, name: str) -> Prize:
        return next(prize for prize in self.prizes if prize.name == name)

    def open_to(self, prize: Prize, n: int) -> Flags:
        """(n,) who may win a prize by standing, whatever the quotas."""
        out = np.ones(n, dtype=bool) if prize.among is None else prize.among.astype(bool).copy()
        if self.ranked is not None:
            out &= self.ranked.astype(bool)
        return out

    def check(self, n: int) -> None:
        """Raise ValueError naming the first rule that does not fit n entries."""
        names = [prize.name for prize in self.prizes]
        if len(set(names)) < len(names):
            raise ValueError(f"two prizes have one name: {names}")
        for at, prize in enumerate(self.prizes):
            if prize.within is not None and prize.within not in names[:at]:
                raise ValueError(f"prize {prize.name!r} is within {prize.within!r}, which is not declared before it")
            self._check_labels(prize, n)

    def _check_labels(self, prize: Prize, n: int) -> None:
        labels = [(quota.name, quota.label) for quota in prize.quotas]
        for name, label in [*labels, ("among", prize.among), ("team", self.team), ("reads", self.reads)]:
            if label is not None and np.shape(label) != (n,):
                raise ValueError(f"prize {prize.name!r}: {name} must have {n} values, got {np.shape(label)}")
