"""The selection: winners of every prize, their chances, the zones at every cut and who comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairjury.arrays import Codes, Floats
from fairjury.select import blame, exact, greedy
from fairjury.select.even import refuse_uneven
from fairjury.select.odds import Zones, zones
from fairjury.select.rulebook import Prize, Rulebook
from fairjury.select.values import Values, values


@dataclass(frozen=True)
class Choice:
    """One prize: winners (indices, best first), chance (n,) of being among the truly best, expected true hits.

    `vacant` counts places nobody reached the bar for; `zones` are those of this prize's cut.
    """

    prize: str
    winners: Codes
    chance: Floats
    expected: float
    vacant: int
    zones: Zones


@dataclass(frozen=True)
class Selection:
    """Winners of all prizes and how they were found: `method` is "greedy" (exact here) or "cp-sat"."""

    choices: tuple[Choice, ...]
    method: str
    values: Values

    def of(self, prize: str) -> Choice:
        return next(choice for choice in self.choices if choice.prize == prize)


def select(draws: npt.NDArray[np.floating], rules: Rulebook) -> Selection:
    """Choose the winners with the most expected true hits under the declared rules.

    draws (s, n) joint posterior draws of merit, larger is better. Raises `Infeasible` with the smallest set of rules
    that cannot hold together, and `Uneven` when `rules.reads` differ among entries in doubt and nobody signed.
    Expected hits is the decision rule of Heyard et al. 2022 and of the bench: merit, chance and expected rank agree
    within 0.01, and only chances carry over to any set of prizes.
    """
    found = values(draws, rules)
    winners, method = _winners(rules, found)
    choices = [
        _choice(prize, at, mine, found) for at, (prize, mine) in enumerate(zip(rules.prizes, winners, strict=True))
    ]
    if rules.reads is not None and not rules.signed:
        for choice in choices:
            refuse_uneven(choice.prize, rules.reads, choice.zones.contested)
    return Selection(tuple(choices), method, found)


def _winners(rules: Rulebook, v: Values) -> tuple[list[Codes], str]:
    """Each prize by itself where that already meets the rules between prizes, all at once otherwise."""
    alone = _each_alone(rules, v)
    if alone is not None and _agree(rules, alone):
        return alone, "greedy"
    together = exact.take(rules, v)
    if together is None:
        raise blame.infeasible(rules, v)
    return together, "cp-sat"


def _each_alone(rules: Rulebook, v: Values) -> list[Codes] | None:
    out = []
    for at, prize in enumerate(rules.prizes):
        if len(prize.quotas) > 1:
            return None
        mine = greedy.take(prize, worth=v.worth[at], may=v.may[at])
        if mine is None or (mine.size < prize.count and prize.bar <= 0):
            return None
        out.append(mine)
    return out


def _agree(rules: Rulebook, winners: list[Codes]) -> bool:
    """Whether prizes chosen one by one also respect each other; each being the best alone, together they are too."""
    by_name = {prize.name: mine for prize, mine in zip(rules.prizes, winners, strict=True)}
    for prize in rules.prizes:
        if prize.within is not None and not np.isin(by_name[prize.name], by_name[prize.within]).all():
            return False
    if rules.team is None:
        return True
    own = [by_name[prize.name] for prize in rules.prizes if prize.within is None]
    teams = rules.team[np.concatenate(own)] if own else rules.team[:0]
    return bool(np.unique(teams).size == teams.size)


def _choice(prize: Prize, at: int, mine: Codes, v: Values) -> Choice:
    chance = v.hits[at] / v.draws
    ordered = mine[np.argsort(-v.worth[at][mine], kind="stable")]
    return Choice(prize.name, ordered, chance, float(chance[mine].sum()), prize.count - mine.size, zones(chance))


def alternates(selection: Selection, prize: str, *, most: int = 20) -> Codes:
    """Who comes next for a prize, best first: those who may win it and did not."""
    at = [choice.prize for choice in selection.choices].index(prize)
    left = np.setdiff1d(np.flatnonzero(selection.values.may[at]), selection.choices[at].winners)
    worth = selection.values.worth[at]
    return left[np.argsort(-worth[left], kind="stable")][:most]


def successor(draws: npt.NDArray[np.floating], rules: Rulebook, *, prize: str, gone: npt.ArrayLike) -> Codes:
    """Winners of a prize when those in `gone` give it back: everybody else keeps it, the rules hold for who is added.

    Chances stay those of the full field: who withdraws afterwards was still a rival in the judging.
    """
    before = select(draws, rules)
    out = np.zeros(draws.shape[1], dtype=bool)
    out[np.asarray(gone, dtype=np.int64)] = True
    kept = before.of(prize).winners
    kept = kept[~out[kept]]
    v = before.values
    at = [p.name for p in rules.prizes].index(prize)
    worth = v.worth.copy()
    worth[at, kept] += int(v.worth.max()) + 1
    may = v.may.copy()
    may[:, out] = False
    winners, _ = _winners(rules, replace(v, worth=worth, may=may))
    return winners[at][np.argsort(-v.worth[at][winners[at]], kind="stable")]
