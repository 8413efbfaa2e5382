"""The criteria a jury scores: a tree of weights, scales and bonuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Floats


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion, or a group of them when it has `parts`.

    `weight` counts against its siblings; a group hands its share on to its parts. A leaf is scored
    from `low` to `high` in steps of `step`. Whatever its scale, it is rescaled to its share: four
    indicators of 25 points can make 97 % of the total and one of 100 points the other 3 %.
    A `bonus` is a share on top of the whole: 0.05 adds up to five per cent and takes nothing away
    from an entry that was not scored on it.
    """

    key: str
    weight: float = 1.0
    low: float = 1.0
    high: float = 10.0
    step: float = 1.0
    parts: tuple[Criterion, ...] = ()
    bonus: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be a scale or a weight."""
        if not self.parts and not (self.high > self.low and self.step > 0):
            raise ValueError(f"criterion {self.key!r}: high must exceed low and the step must be positive")
        if not self.weight >= 0:
            raise ValueError(f"criterion {self.key!r}: a weight cannot be negative")

    def leaves(self, share: float) -> Iterator[tuple[Criterion, float]]:
        """Yield every scored criterion below with its part of `share`."""
        if not self.parts:
            yield self, share
            return
        whole = sum(part.weight for part in self.parts if not part.bonus) or 1.0
        for part in self.parts:
            yield from part.leaves(share * part.weight if part.bonus else share * part.weight / whole)


@dataclass(frozen=True, slots=True)
class Rubric:
    """All criteria of a round; totals run over the criteria's common scale, or 0 to 100 when they differ."""

    criteria: tuple[Criterion, ...]
    _leaves: tuple[tuple[Criterion, float], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the tree out and refuse doubled or missing criteria."""
        leaves = tuple(Criterion("", parts=self.criteria).leaves(1.0))
        keys = [leaf.key for leaf, _ in leaves]
        if not self.criteria or len(set(keys)) != len(keys):
            raise ValueError("a rubric needs at least one criterion and no key twice")
        if sum(share for _, share in leaves) <= 0:
            raise ValueError("the weights of a rubric must not all be zero")
        object.__setattr__(self, "_leaves", leaves)

    @classmethod
    def flat(cls, weights: Mapping[str, float], *, low: float = 1, high: float = 10, step: float = 1) -> Rubric:
        """Make a rubric of criteria on one scale: {"impact": 0.4, "craft": 0.6}."""
        return cls(tuple(Criterion(key, weight, low, high, step) for key, weight in weights.items()))

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The scored criteria, in order."""
        return tuple(leaf for leaf, _ in self._leaves)

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(leaf.key for leaf in self.leaves)

    @property
    def weights(self) -> Floats:
        """Shares of the total (c,), summing to one with any bonus included."""
        shares = np.array([share for _, share in self._leaves], dtype=np.float64)
        return shares / shares.sum()

    @property
    def scale(self) -> tuple[float, float]:
        """Ends of the scale of totals: the criteria's own when they share it, else 0 and 100."""
        ends = {(float(leaf.low), float(leaf.high)) for leaf in self.leaves}
        return ends.pop() if len(ends) == 1 else (0.0, 100.0)

    @property
    def steps(self) -> Floats:
        """Step of each criterion (c,) on the scale of totals."""
        low, high = self.scale
        return np.array([leaf.step * (high - low) / (leaf.high - leaf.low) for leaf in self.leaves])

    def rescale(self, scores: Floats) -> Floats:
        """Bring scores (m, c) from their own scales to the scale of totals."""
        low, high = self.scale
        own_low = np.array([leaf.low for leaf in self.leaves])
        span = np.array([leaf.high - leaf.low for leaf in self.leaves])
        out: Floats = low + (scores - own_low) * ((high - low) / span)
        return out

    def as_json(self) -> list[dict[str, Any]]:
        """Say the tree in plain lists and numbers."""
        return [_as_json(criterion) for criterion in self.criteria]

    @classmethod
    def from_json(cls, tree: list[dict[str, Any]]) -> Rubric:
        """Read what `as_json` wrote."""
        return cls(tuple(_from_json(branch) for branch in tree))


def _as_json(criterion: Criterion) -> dict[str, Any]:
    out: dict[str, Any] = {"key": criterion.key, "weight": criterion.weight}
    if criterion.bonus:
        out["bonus"] = True
    if criterion.parts:
        return out | {"parts": [_as_json(part) for part in criterion.parts]}
    return out | {"low": criterion.low, "high": criterion.high, "step": criterion.step}


def _from_json(branch: dict[str, Any]) -> Criterion:
    parts = tuple(_from_json(part) for part in branch.get("parts", ()))
    rest = {key: value for key, value in branch.items() if key != "parts"}
    return Criterion(**rest, parts=parts)
