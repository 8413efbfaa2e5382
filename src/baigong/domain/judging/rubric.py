"""A rubric as judges meet it: its criteria, its scale, and what is wrong with a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baigong.kit.text import Bilingual

Scores = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question that is scored; `share` is its part of the total, `anchors` say what a score looks like."""

    key: str
    name: Bilingual
    question: Bilingual
    share: float
    low: Bilingual
    high: Bilingual
    anchors: tuple[tuple[float, Bilingual], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A calibrated score and nine tenths of its doubt, inside the scale; `is_beyond`: it was computed outside."""

    merit: float | None
    low: float | None
    high: float | None
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class Rubric:
    """All criteria of a round on one scale."""

    lowest: float
    highest: float
    step: float
    criteria: tuple[Criterion, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Rubric:
        """From a round's frozen copy of the document's rubric."""
        rows = data.get("criteria", ())
        groups = {group["key"]: group for group in data.get("groups", ())}
        shares = _shares(rows, groups)
        return cls(
            lowest=data.get("lowest", 1),
            highest=data.get("highest", 10),
            step=data.get("step", 1),
            criteria=tuple(_criterion(row, share=shares[row["key"]]) for row in rows),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(criterion.key for criterion in self.criteria)

    @property
    def scale(self) -> list[float]:
        """Every score that can be given, from the lowest to the highest."""
        count = round((self.highest - self.lowest) / self.step)
        return [self.lowest + place * self.step for place in range(count + 1)]

    def shown(self, merit: float | None, low: float | None, high: float | None) -> Shown:
        """A calibrated score with its interval as people read it, marked where evening out led beyond the scale."""
        inside = self._inside(merit)
        return Shown(inside, self._inside(low), self._inside(high), is_beyond=merit != inside)

    def _inside(self, score: float | None) -> float | None:
        return None if score is None else min(max(score, self.lowest), self.highest)

    def faults(self, scores: Scores) -> dict[str, str]:
        """What is wrong with the scores that were given, by criterion; an open one is not wrong yet."""
        strange = {key: _("This round has no such criterion.") for key in scores if key not in self.keys}
        wrong = {key: self._off_scale() for key in self.keys if not self._fits(scores.get(key))}
        return strange | wrong

    def open(self, scores: Scores) -> list[Criterion]:
        """The criteria that have no score yet."""
        return [criterion for criterion in self.criteria if scores.get(criterion.key) is None]

    def _fits(self, score: Any) -> bool:
        if score is None:
            return True
        if isinstance(score, bool) or not isinstance(score, int | float):
            return False
        steps = (score - self.lowest) / self.step
        return self.lowest <= score <= self.highest and abs(steps - round(steps)) < 1e-9

    def _off_scale(self) -> str:
        return _("Scores run from %(low)s to %(high)s in steps of %(step)s.") % {
            "low": self.lowest,
            "high": self.highest,
            "step": self.step,
        }


def _shares(rows: Any, groups: Mapping[str, Any]) -> dict[str, float]:
    """Each criterion's part of the whole: its weight among its siblings times the weight of their group."""
    siblings: dict[str, float] = {}
    for row in rows:
        siblings[row.get("group") or ""] = siblings.get(row.get("group") or "", 0) + row["weight"]
    whole = sum(group["weight"] for group in groups.values()) + (0 if groups else siblings.get("", 0)) or 1
    return {row["key"]: _share(row, groups, siblings, whole) for row in rows}


def _share(row: Mapping[str, Any], groups: Mapping[str, Any], siblings: Mapping[str, float], whole: float) -> float:
    name = row.get("group") or ""
    weight = groups[name]["weight"] if name in groups else siblings[name]
    return float(row["weight"] / (siblings[name] or 1) * weight / whole)


def _criterion(row: Mapping[str, Any], *, share: float) -> Criterion:
    text = {name: Bilingual.of(row.get(name)) for name in ("name", "question", "low", "high")}
    anchors = tuple((anchor["score"], Bilingual.of(anchor["text"])) for anchor in row.get("anchors", ()))
    return Criterion(key=row["key"], share=share, anchors=anchors, **text)
