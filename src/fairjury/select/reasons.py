"""Why an entry was chosen or not, and the smallest change that would have moved it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairjury.arrays import Codes, Flags, Floats
from fairjury.select import greedy
from fairjury.select.outcome import Choice, Selection
from fairjury.select.rulebook import Prize, Rulebook


@dataclass(frozen=True, slots=True)
class Reason:
    """For one entry and one prize: a code, words, and the smallest shift of merit that would have turned it.

    `shift` is in score points (positive: it lacked so much; negative: it had so much to spare; infinite: no
    shift of its own merit would do); `partner` is the entry that would have changed places with it, -1 for none.
    """

    entry: int
    prize: str
    chosen: bool
    code: str
    shift: float
    partner: int
    zh: str
    en: str


def reasons(
    draws: npt.NDArray[np.floating],
    rules: Rulebook,
    selection: Selection,
    *,
    prize: str,
    entries: npt.ArrayLike | None = None,
) -> tuple[Reason, ...]:
    """The reasons for `entries` (default: all) at one prize's cut; draws (s, n) as given to `select`."""
    at = [p.name for p in rules.prizes].index(prize)
    rule, choice, v = rules.prizes[at], selection.choices[at], selection.values
    free = greedy.take(replace(rule, quotas=()), worth=v.worth[at], may=v.may[at])
    field = rules.open_to(rule, draws.shape[1])
    chosen, best = _flags(choice.winners, field.size), _flags(free, field.size)
    gaps = _Gaps(draws, field, rule.count)
    out = []
    for i in np.arange(field.size) if entries is None else np.asarray(entries, dtype=np.int64):
        partner = _partner(rule, int(i), chosen=chosen, worth=v.worth[at], may=v.may[at])
        shift = gaps.shift(int(i), hits=int(v.hits[at, partner]), up=not chosen[i]) if partner >= 0 else np.inf
        code = _code(int(i), chosen=chosen, best=best, may=v.may[at], field=field)
        zh, en = _words(code, rule, choice, int(i), shift)
        out.append(Reason(int(i), prize, bool(chosen[i]), code, shift, partner, zh, en))
    return tuple(out)


def _flags(ids: Codes | None, n: int) -> Flags:
    out = np.zeros(n, dtype=bool)
    out[np.zeros(0, dtype=np.int64) if ids is None else ids] = True
    return out


class _Gaps:
    """How far an entry is from the cut in every draw."""

    def __init__(self, draws: npt.NDArray[np.floating], field: Flags, count: int) -> None:
        self.draws = draws
        rivals = np.sort(draws[:, field], axis=1)[:, ::-1]
        width = rivals.shape[1]
        low = np.full(draws.shape[0], -np.inf)
        self.last_in = rivals[:, count - 1] if count <= width else low
        self.first_out = rivals[:, count] if count < width else low

    def shift(self, entry: int, *, hits: int, up: bool) -> float:
        """The smallest shift of all its draws that gives it one hit more (or, down, fewer) than `hits`."""
        own = self.draws[:, entry]
        gap: Floats = np.sort(np.where(own >= self.last_in, self.first_out - own, self.last_in - own))
        place = min(hits, gap.size - 1) if up else max(hits - 1, 0)
        return float(gap[place])


def _partner(rule: Prize, i: int, *, chosen: Flags, worth: Codes, may: Flags) -> int:
    """The weakest winner `i` could replace, or the best loser who could replace winner `i`; -1 when nobody could."""
    if not may[i]:
        return -1
    others = np.flatnonzero((chosen != chosen[i]) & may)
    for quota in rule.quotas:
        count = {group: int((chosen & (quota.label == group)).sum()) for group in {*quota.floor, *quota.cap}}
        mine, theirs = quota.label[i], quota.label[others]
        goes, comes = (theirs, mine) if not chosen[i] else (mine, theirs)
        others = others[(theirs == mine) | (_may_go(goes, quota.floor, count) & _may_come(comes, quota.cap, count))]
    if others.size == 0:
        return -1
    return int(others[np.argmax(worth[others])] if chosen[i] else others[np.argmin(worth[others])])


def _may_go(labels: npt.ArrayLike, floor: object, count: dict[object, int]) -> Flags:
    spare = [group for group, least in dict(floor).items() if count[group] <= least]  # type: ignore[call-overload]
    return ~np.isin(labels, spare) if spare else np.ones(np.shape(labels), dtype=bool)


def _may_come(labels: npt.ArrayLike, cap: object, count: dict[object, int]) -> Flags:
    full = [group for group, most in dict(cap).items() if count[group] >= most]  # type: ignore[call-overload]
    return ~np.isin(labels, full) if full else np.ones(np.shape(labels), dtype=bool)


def _code(i: int, *, chosen: Flags, best: Flags, may: Flags, field: Flags) -> str:
    if chosen[i]:
        return "best" if best[i] else "lifted"
    if not field[i]:
        return "not_in_field"
    if not may[i]:
        return "under_bar"
    return "held_back" if best[i] else "beaten"


WORDS = {
    "best": (
        "名列前 {count} 名的機率為 {p:.0%}，屬於最有把握的 {count} 件",
        "its chance to be among the best {count} is {p:.0%}, one of the highest",
    ),
    "lifted": (
        "依保障名額或團隊規則空出的名額入選（機率 {p:.0%}）",
        "it won a place that a floor or the one-per-team rule opened (chance {p:.0%})",
    ),
    "not_in_field": ("不在本獎項的評選範圍", "it does not compete for this prize"),
    "under_bar": ("機率 {p:.0%} 未達獎項門檻", "its chance of {p:.0%} is under the prize's bar"),
    "held_back": (
        "機率 {p:.0%} 足以入選，但名額上限、保障名額或團隊規則把名額給了其他參賽件",
        "its chance of {p:.0%} would do, but a cap, a floor or the one-per-team rule gave the place to another",
    ),
    "beaten": (
        "名列前 {count} 名的機率為 {p:.0%}，低於入選者",
        "its chance to be among the best {count} is {p:.0%}, below those chosen",
    ),
}


def _words(code: str, rule: Prize, choice: Choice, i: int, shift: float) -> tuple[str, str]:
    zh, en = (text.format(count=rule.count, p=choice.chance[i]) for text in WORDS[code])
    if not np.isfinite(shift):
        return zh + "。", en + "."
    far = abs(shift)
    if choice.winners.size and i in choice.winners:
        return f"{zh}；總分再低 {far:.2f} 分就會落選。", f"{en}; {far:.2f} points less would have lost it."
    return f"{zh}；總分再高 {far:.2f} 分就會入選。", f"{en}; {far:.2f} points more would have won it."
