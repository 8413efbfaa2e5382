"""The best winners of all prizes at once under every rule, by CP-SAT."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from fairjury.arrays import Codes, Flags
from fairjury.select.rulebook import Prize, Rulebook
from fairjury.select.values import Values

#: Identity of a rule: its kind, the prize, the quota and the group it is about.
RuleId = tuple[str, ...]


class Model:
    """Rules over items that stand for one entry (size 1) or for all entries alike (size > 1).

    `keep(rule)` says whether a rule is imposed; `sizes` (items,) how many entries an item stands for.
    """

    def __init__(self, rules: Rulebook, *, may: Flags, sizes: Codes, at: Codes, keep: Callable[[RuleId], bool]) -> None:
        self.rules, self.at, self.keep = rules, at, keep
        self.cp = cp_model.CpModel()
        tops = [np.where(may[p], sizes, 0) for p in range(len(rules.prizes))]
        self.x = [[self.cp.new_int_var(0, int(top[i]), "") for i in range(at.size)] for top in tops]
        for number, prize in enumerate(rules.prizes):
            self._count(prize, number)
            self._quotas(prize, number)
            self._within(prize, number)
        self._teams()

    def _count(self, prize: Prize, number: int) -> None:
        total = cp_model.LinearExpr.sum(self.x[number])
        if self.keep(("count", prize.name)):
            self.cp.add(total <= prize.count)
            if prize.bar <= 0:
                self.cp.add(total == prize.count)

    def _quotas(self, prize: Prize, number: int) -> None:
        for quota in prize.quotas:
            label = quota.label[self.at]
            for kind, limits in (("floor", quota.floor), ("cap", quota.cap)):
                for group, limit in limits.items():
                    if not self.keep((kind, prize.name, quota.name, str(group))):
                        continue
                    mine = cp_model.LinearExpr.sum([self.x[number][i] for i in np.flatnonzero(label == group)])
                    self.cp.add(mine >= limit if kind == "floor" else mine <= limit)

    def _within(self, prize: Prize, number: int) -> None:
        if prize.within is None or not self.keep(("within", prize.name)):
            return
        outer = [other.name for other in self.rules.prizes].index(prize.within)
        for inner_x, outer_x in zip(self.x[number], self.x[outer], strict=True):
            self.cp.add(inner_x <= outer_x)

    def _teams(self) -> None:
        if self.rules.team is None or not self.keep(("team",)):
            return
        own = [number for number, prize in enumerate(self.rules.prizes) if prize.within is None]
        label = self.rules.team[self.at]
        for team in np.unique(label):
            mine = np.flatnonzero(label == team)
            if mine.size * len(own) > 1:
                self.cp.add(cp_model.LinearExpr.sum([self.x[p][i] for p in own for i in mine]) <= 1)


def solver() -> cp_model.CpSolver:
    """One worker and a fixed seed: the same answer on any number of cores."""
    made = cp_model.CpSolver()
    made.parameters.num_workers = 1
    made.parameters.random_seed = 1
    return made


def take(rules: Rulebook, v: Values) -> list[Codes] | None:
    """Winners of every prize with the largest total worth, in canonical order; None when no choice meets the rules."""
    at = _candidates(rules, v)
    model = Model(rules, may=v.may[:, at], sizes=np.ones(at.size, dtype=np.int64), at=at, keep=lambda _rule: True)
    terms = [(model.x[p][i], int(v.worth[p, at[i]])) for p in range(v.may.shape[0]) for i in range(at.size)]
    model.cp.maximize(cp_model.LinearExpr.weighted_sum([t[0] for t in terms], [t[1] for t in terms]))
    solved = solver()
    if solved.solve(model.cp) != cp_model.OPTIMAL:
        return None
    return [at[np.array([solved.value(var) > 0 for var in row], dtype=bool)] for row in model.x]


def _candidates(rules: Rulebook, v: Values) -> Codes:
    """Entries that can matter: of entries alike in every rule, no more than all prizes together, best first."""
    if rules.team is not None:
        return v.order[v.may[:, v.order].any(axis=0)]
    most = sum(prize.count for prize in rules.prizes)
    kinds = alike(rules, v.may)
    keep = np.zeros(v.may.shape[1], dtype=bool)
    for row in v.worth:
        order = np.lexsort((-row, kinds))
        first = np.flatnonzero(np.r_[True, kinds[order][1:] != kinds[order][:-1]])
        place = np.arange(order.size) - np.repeat(first, np.diff(np.r_[first, order.size]))
        keep[order[place < most]] = True
    keep &= v.may.any(axis=0)
    return v.order[keep[v.order]]


def alike(rules: Rulebook, may: Flags) -> Codes:
    """(n,) number of the kind of each entry: same prizes open, same label in every quota, same team."""
    columns: list[np.ndarray] = list(may)
    columns += [quota.label for prize in rules.prizes for quota in prize.quotas]
    columns += [] if rules.team is None else [rules.team]
    kind = np.zeros(may.shape[1], dtype=np.int64)
    for column in columns:
        code = np.unique(column, return_inverse=True)[1]
        kind = np.unique(kind * (int(code.max(initial=0)) + 1) + code, return_inverse=True)[1]
    return kind.astype(np.int64)


def possible(rules: Rulebook, *, may: Flags, kinds: Codes, keep: Callable[[RuleId], bool]) -> bool:
    """Whether any choice meets the rules that `keep` imposes; counted by kind of entry, so it takes milliseconds."""
    first, sizes = np.unique(kinds, return_index=True, return_counts=True)[1:]
    model = Model(rules, may=may[:, first], sizes=sizes, at=first, keep=keep)
    return bool(solver().solve(model.cp) != cp_model.INFEASIBLE)
