"""Rules that cannot hold together, named so that an organiser can act on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations


class Rule(str):
    """One rule: its text is the rule's short name (``"load_max"``); `zh` and `en` explain it.

    `entries`, `judges` and `groups` name whom it binds in this conflict (empty: everybody).
    """

    __slots__ = ("en", "entries", "groups", "judges", "zh")

    zh: str
    en: str
    entries: tuple[int, ...]
    judges: tuple[int, ...]
    groups: tuple[str, ...]

    def __new__(
        cls,
        name: str,
        *,
        zh: str = "",
        en: str = "",
        entries: Iterable[int] = (),
        judges: Iterable[int] = (),
        groups: Iterable[object] = (),
    ) -> Rule:
        rule = super().__new__(cls, name)
        rule.zh, rule.en = zh or name, en or name
        rule.entries = tuple(int(e) for e in entries)
        rule.judges = tuple(int(q) for q in judges)
        rule.groups = tuple(str(g) for g in groups)
        return rule

    @property
    def name(self) -> str:
        return str.__str__(self)


class Infeasible(ValueError):
    """Raised with the smallest set of rules that cannot hold together, never with a short list.

    `.rules` is a tuple of `Rule`; `.zh` and `.en` are the sentences for people.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        super().__init__(self.en)

    @property
    def en(self) -> str:
        return "These rules cannot hold together: " + "; ".join(r.en for r in self.rules) + "."

    @property
    def zh(self) -> str:
        return "下列規則無法同時成立：" + "；".join(r.zh for r in self.rules) + "。"


def smallest_conflict(names: Sequence[str], holds: Callable[[frozenset[str]], bool]) -> tuple[str, ...]:
    """The smallest subset of `names` that does not hold, given that all of them together do not.

    `holds(kept)` says whether the rules in `kept` can be met together. Implicit hitting sets (Ignatiev et al. 2015,
    "Smallest MUS extraction"): the smallest set that hits every known correction set is tried; while it holds it is
    grown to a largest one that does, whose complement is one more set to hit.
    """
    corrections: list[frozenset[str]] = []
    while True:
        tried = _smallest_hitting(names, corrections)
        if not holds(tried):
            return tuple(name for name in names if name in tried)
        for name in names:
            if name not in tried and holds(tried | {name}):
                tried |= {name}
        if len(tried) == len(names):
            msg = "these rules do hold together"
            raise ValueError(msg)
        corrections.append(frozenset(names) - tried)


def _smallest_hitting(names: Sequence[str], sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """The smallest set of names that meets every one of `sets`, first in the names' order among equals."""
    pool = [name for name in names if any(name in s for s in sets)]
    for size in range(len(pool) + 1):
        for kept in combinations(pool, size):
            if all(s & set(kept) for s in sets):
                return frozenset(kept)
    return frozenset(pool)
