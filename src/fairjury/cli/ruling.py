"""Reads the rules of a selection: prizes, who may win them, floors and caps, teams.

A JSON object: {"prizes": [{"name", "count", "within", "bar", "per", "among", "quotas": [{"by", "least", "most"}]}],
"team", "floor_score", "vacancy"}. `per` names a label (such as track): one such prize for each of its values.
`among` is a list of entries, or an object {label: [values]}. Everything but name and count may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fairjury.reads import Cut

from .given import Scored
from .tables import json_at
from .trouble import Trouble, wrong_file

PRIZE = {"name", "count", "within", "bar", "per", "among", "quotas"}
RULES = {"prizes", "team", "floor_score", "vacancy"}


def rules_at(path: Path, given: Scored) -> dict[str, Any]:
    """The rules as a record holds them: entries by key, one prize for each value of its `per`."""
    said = json_at(path)
    reader = _Rules(path, given)
    reader.only(said, RULES, "rules")
    prizes = [rule for prize in reader.rows(said, "prizes") for rule in reader.prizes(prize)]
    if not prizes:
        raise reader.wrong("至少要有一個獎項。", "there must be at least one prize.")
    floor = said.get("floor_score")
    return {
        "prizes": prizes,
        "team": reader.label(str(said.get("team") or "")),
        "floor_score": None if floor is None else reader.number(floor, "floor_score"),
        "vacancy": bool(said.get("vacancy", False)),
    }


class _Rules:
    """Turns one file of rules into what a record holds, naming whatever cannot be."""

    def __init__(self, path: Path, given: Scored) -> None:
        self.path, self.given = path, given
        self.entries = given.entries
        self.keys = (
            dict(zip(given.entries.ids, given.keys.of("entry", given.entries.ids), strict=True))
            if given.entries
            else {}
        )

    def wrong(self, zh: str, en: str) -> Trouble:
        return wrong_file(self.path, "rules", zh, en)

    def only(self, said: Any, known: set[str], what: str) -> None:
        if not isinstance(said, dict) or set(said) - known:
            strange = ", ".join(sorted(set(said) - known)) if isinstance(said, dict) else what
            raise self.wrong(f"看不懂「{strange}」；可以有：{'、'.join(sorted(known))}。",
                             f"“{strange}” is not known here; there may be {', '.join(sorted(known))}.")  # fmt: skip

    def rows(self, said: Mapping[str, Any], name: str) -> list[Any]:
        found = said.get(name) or []
        if not isinstance(found, list):
            raise self.wrong(f"「{name}」應是一串。", f"“{name}” should be a list.")
        return found

    def number(self, value: Any, name: str) -> float:
        if type(value) not in (int, float) or not abs(value) < 1e9:
            raise self.wrong(
                f"「{name}」應是數字，這裡是 {value!r}。", f"“{name}” should be a number, this is {value!r}."
            )
        return float(value)

    def count(self, value: Any, name: str) -> int:
        if type(value) is not int or not 0 <= value < 10**9:
            raise self.wrong(
                f"「{name}」應是整數，這裡是 {value!r}。", f"“{name}” should be a whole number, this is {value!r}."
            )
        return value

    def label(self, name: str) -> str:
        """A label's name, if the entries have it."""
        known = set(self.entries.columns) - {"entry"} if self.entries else set()
        if name and name not in known:
            raise self.wrong(f"參賽案檔沒有「{name}」欄。", f"the entries have no column “{name}”.")
        return name

    def prizes(self, said: Any) -> Iterator[dict[str, Any]]:
        """Yield the prize, or one for each value of its `per`."""
        self.only(said, PRIZE, "prizes")
        name, among = str(said.get("name") or ""), self._among(said.get("among"))
        rule = {
            "name": name,
            "of": name,
            "count": self.count(said.get("count"), "count"),
            "within": str(said.get("within") or ""),
            "bar": self.number(said.get("bar") or 0, "bar"),
            "among": among,
            "quotas": [self._quota(quota) for quota in self.rows(said, "quotas")],
        }
        per = self.label(str(said.get("per") or ""))
        if not per:
            yield rule
            return
        for value in sorted(set(self.column(per)) - {""}):
            yield rule | {"name": f"{name}/{value}", "among": self._having({per: [value]}, among)}

    def column(self, name: str) -> Sequence[str]:
        return self.entries.column(name) if self.entries else []

    def _among(self, said: Any) -> list[str] | None:
        if said is None:
            return None
        if isinstance(said, dict):
            return self._having(said, None)
        strange = [one for one in said if one not in self.keys] if isinstance(said, list) else [said]
        if strange:
            raise self.wrong(f"「among」裡沒有這一件：{strange[0]!r}。", f"“among” names no entry: {strange[0]!r}.")
        return sorted(self.keys[one] for one in said)

    def _having(self, wanted: Mapping[str, Any], among: list[str] | None) -> list[str]:
        """Keys of the entries whose labels have one of the values, of those in `among`."""
        ids = list(self.keys)
        keep = np.ones(len(ids), dtype=bool)
        for name, values in wanted.items():
            keep &= np.isin(self.column(self.label(name)), [str(value) for value in values])
        found = {self.keys[ids[at]] for at in np.flatnonzero(keep)}
        return sorted(found if among is None else found & set(among))

    def _quota(self, said: Any) -> dict[str, Any]:
        self.only(said, {"by", "least", "most"}, "quotas")
        by = self.label(str(said.get("by") or ""))
        return {"by": by, "least": self._limits(said, "least", by), "most": self._limits(said, "most", by)}

    def _limits(self, said: Mapping[str, Any], name: str, by: str) -> dict[str, int]:
        """Numbers by label value; one number for all stands for each value."""
        found = said.get(name) or {}
        if isinstance(found, int):
            return {value: self.count(found, name) for value in sorted(set(self.column(by)) - {""})}
        if not isinstance(found, dict):
            raise self.wrong(f"「{name}」應是數字或物件。", f"“{name}” should be a number or an object.")
        return {str(value): self.count(number, name) for value, number in found.items()}


def cuts_of(path: Path, given: Scored) -> tuple[Cut, ...]:
    """Every cut at which a prize is decided."""
    keys = np.array(given.ballots.entries)
    prizes = rules_at(path, given)["prizes"]
    return tuple(
        Cut(prize["count"], among=None if prize["among"] is None else np.isin(keys, prize["among"])) for prize in prizes
    )
