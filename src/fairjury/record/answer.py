"""What the engine found, in the words of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fairjury import select
from fairjury.ballots import Ballots
from fairjury.calibrate import Calibration
from fairjury.calibrate.result import Remark

ZONES = (("in", "safe_in"), ("open", "contested"), ("out", "safe_out"))


class Answer:
    """Calibration and selection side by side; `said` puts them as `compute.result` describes."""

    def __init__(
        self,
        prizes: Sequence[Mapping[str, Any]],
        ballots: Ballots,
        found: Calibration,
        rules: select.Rulebook,
        made: select.Selection,
    ) -> None:
        self.prizes, self.ballots, self.found, self.made = prizes, ballots, found, made
        self.main = _main(rules)
        self.why = select.reasons(found.draws, rules, made, prize=self.main)
        self.rank = self._ranks()
        self.zone = self._zones()
        self.won = self._won()

    def _ranks(self) -> dict[int, int]:
        found = self.found
        chance = self.made.of(self.main).chance
        order = np.lexsort((np.array(self.ballots.entries), -found.merit, -chance, -found.ranked))
        return {int(i): place for place, i in enumerate(order[: int(found.ranked.sum())], 1)}

    def _zones(self) -> dict[int, str]:
        zones = self.made.of(self.main).zones
        return {int(i): name for name, flag in ZONES for i in np.flatnonzero(getattr(zones, flag))}

    def _won(self) -> dict[int, list[str]]:
        won: dict[int, list[str]] = {}
        for prize in self.prizes:
            for i in self.made.of(prize["name"]).winners.tolist():
                won.setdefault(i, []).append(prize["of"])
        return won

    def said(self) -> dict[str, Any]:
        found, gate = self.found, self.found.gate
        return {
            "model": found.model,
            "gate": {"chosen": gate.chosen, "hidden": gate.hidden, "errors": gate.errors, "zh": gate.zh, "en": gate.en},
            "efficiency": float(found.efficiency),
            "method": self.made.method,
            "main": self.main,
            "judges": [_judge(line) for line in found.judges],
            "entries": [self._entry(i) for i in range(len(self.ballots.entries))],
            "prizes": [self._prize(prize) for prize in self.prizes],
            "warnings": [_remark(remark) for remark in found.warnings],
        }

    def _prize(self, prize: Mapping[str, Any]) -> dict[str, Any]:
        choice = self.made.of(prize["name"])
        return {
            "name": prize["name"],
            "of": prize["of"],
            "winners": [self.ballots.entries[i] for i in choice.winners.tolist()],
            "expected": choice.expected,
            "vacant": int(choice.vacant),
        }

    def _entry(self, i: int) -> dict[str, Any]:
        """One entry's line; what an entry nobody read cannot have is null."""
        line = self.found.entries[i]
        known: Mapping[str, Any] = self._standing(i) if i in self.rank else UNREAD
        return {
            "key": line.key,
            "reads": line.reads,
            "prizes": self.won.get(i, []),
            "remarks": [_remark(remark) for remark in line.remarks],
            **known,
        }

    def _standing(self, i: int) -> dict[str, Any]:
        line = self.found.entries[i]
        chances = {prize["name"]: float(self.made.of(prize["name"]).chance[i]) for prize in self.prizes}
        return {
            "rank": self.rank[i],
            "mean": line.mean,
            "merit": line.merit,
            "error": line.se,
            "chances": {name: chance for name, chance in chances.items() if chance > 0},
            "zone": self.zone.get(i, ""),
            "reason": self._reason(i),
        }

    def _reason(self, i: int) -> dict[str, Any]:
        one = self.why[i]
        return {
            "code": one.code,
            "shift": one.shift if np.isfinite(one.shift) else None,
            "partner": self.ballots.entries[one.partner] if one.partner >= 0 else None,
            "zh": one.zh,
            "en": one.en,
        }


UNREAD: Mapping[str, Any] = {
    "rank": None,
    "mean": None,
    "merit": None,
    "error": None,
    "chances": {},
    "zone": "",
    "reason": None,
}


def _main(rules: select.Rulebook) -> str:
    """The prize whose cut everybody looks at: the largest that is not chosen within another."""
    outer = [prize for prize in rules.prizes if prize.within is None] or list(rules.prizes)
    return max(outer, key=lambda prize: prize.count).name


def _judge(line: Any) -> dict[str, Any]:
    names = ("key", "reads", "severity", "scale", "noise", "weight", "clipped")
    return {name: getattr(line, name) for name in names} | {"remarks": [_remark(remark) for remark in line.remarks]}


def _remark(remark: Remark) -> dict[str, str]:
    return {"code": remark.code, "zh": remark.zh, "en": remark.en}
