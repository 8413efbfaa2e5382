"""Why an assignment is impossible: the smallest set of rules that cannot hold together."""

from __future__ import annotations

import numpy as np

from fairjury.assign import flow
from fairjury.assign.graph import Comparability
from fairjury.assign.problem import NO_SPREAD, Problem, Wishes
from fairjury.chance import Ints
from fairjury.rules import Infeasible, Rule, smallest_conflict

#: How many names a sentence lists before it only counts.
NAMED = 5
SPARE = 10**9


def infeasible(p: Problem, *, wishes: Wishes) -> Infeasible:
    """The smallest set of rules that no assignment meets, with the entries and judges it is about.

    Rules are given up in turn and the flow asked again; no smaller set of the rules is in conflict.
    """
    p = p.but(soft=False, low=np.zeros(p.j, dtype=np.int64) if p.soft else p.low)
    active = [name for name in DROP if _in_use(p, name)]

    def relaxed(kept: frozenset[str]) -> Problem:
        return _relaxed(p, dropped=[name for name in active if name not in kept])

    def holds(kept: frozenset[str]) -> bool:
        return _fits(relaxed(kept)) if "edges" not in kept and p.n * p.j > FULL else _holds(relaxed(kept))

    found = smallest_conflict(active, holds)
    cause = relaxed(frozenset(found))
    return Infeasible([_described(name, cause, wishes) for name in found])


#: The rules that can be given up, and what giving one up means.
DROP = ("per_entry", "load_max", "load_min", "spread", "edges", "fixed")


def _in_use(p: Problem, name: str) -> bool:
    return {
        "per_entry": bool(p.need.any()),
        "load_max": True,
        "load_min": bool(p.low.any()),
        "spread": p.spread < NO_SPREAD,
        "edges": True,
        "fixed": bool(p.fixed.any()),
    }[name]


#: Up to this many pairs "if every pair were allowed" is tried out by a flow; beyond, it is counted.
FULL = 4_000_000


def _relaxed(p: Problem, *, dropped: list[str]) -> Problem:
    if "fixed" in dropped:
        p = p.but(fixed=np.zeros(p.entry.size, dtype=bool))
    if "edges" in dropped and p.n * p.j <= FULL:
        p = _every_pair(p)
    if "load_max" in dropped:
        p = p.but(high=np.maximum(p.low, SPARE))
    if "load_min" in dropped:
        p = p.but(low=np.zeros(p.j, dtype=np.int64))
    if "spread" in dropped:
        p = p.but(spread=NO_SPREAD)
    if "per_entry" in dropped:
        p = p.but(need=np.full(p.n, -1, dtype=np.int64))
    return p


def _every_pair(p: Problem) -> Problem:
    entry, judge = np.repeat(np.arange(p.n), p.j), np.tile(np.arange(p.j), p.n)
    fixed = np.zeros(entry.size, dtype=bool)
    fixed[p.entry[p.fixed] * p.j + p.judge[p.fixed]] = True
    gain = np.zeros(entry.size, dtype=np.int64)
    return p.but(entry=entry, judge=judge, fixed=fixed, gain=gain, affinity=gain.astype(float), source=gain)


def _holds(p: Problem) -> bool:
    """Whether an assignment under these rules exists; a need of -1 asks for any number of reads."""
    if (p.need < 0).all():
        return flow.lows_fit(p)
    flat = np.zeros(p.entry.size, dtype=np.int64)
    return flow.best(p, gain=flat, hubs=np.ones(p.n, dtype=bool)) is not None


def _fits(p: Problem) -> bool:
    """Whether an assignment exists when every pair is allowed, by counting (Gale and Ryser 1957); for large problems.

    The spread is counted per entry: so many regions, so many reads from each.
    """
    low, high = p.low, np.minimum(p.high, p.n)
    if (low > high).any():
        return False
    if (p.need < 0).all():
        return True
    widest = np.minimum(np.bincount(p.region, minlength=1), p.spread).sum()
    need = np.sort(p.need)[::-1]
    rooms = np.sort(high)
    upto = np.arange(1, p.n + 1)
    under = np.searchsorted(rooms, upto)
    room = np.r_[0, np.cumsum(rooms)][under] + (p.j - under) * upto
    return bool(need[0] <= widest and low.sum() <= need.sum() and (np.cumsum(need) <= room).all())


def too_separate(p: Problem, *, wishes: Wishes, reached: Comparability) -> Infeasible:
    """The design that compares judges as well as asked does not exist among these pairs, loads and spread."""
    asked, best = wishes.min_efficiency, reached.a_eff
    zh = f"評審之間的可比較性須達 {asked:.2f}，能達到的最好設計是 {best:.2f}（{reached.pieces} 塊）"
    en = f"the comparability of judges must reach {asked:.2f} and the best design found has {best:.2f}"
    rules = [Rule("min_efficiency", zh=zh, en=f"{en} ({reached.pieces} pieces)")]
    active = [name for name in ("per_entry", "edges") if name == "per_entry" or _in_use(p, name)]
    return Infeasible([*rules, *(_described(name, p, wishes) for name in active)])


def _described(name: str, p: Problem, wishes: Wishes) -> Rule:
    return {
        "per_entry": _reads,
        "load_max": _upper,
        "load_min": _lower,
        "spread": _spread,
        "edges": _edges,
        "fixed": _fixed,
    }[name](p, wishes)


def _names(numbers: Ints) -> str:
    shown = ", ".join(str(int(x)) for x in numbers[:NAMED])
    return shown + (f" … ({numbers.size})" if numbers.size > NAMED else "")


def _cornered(p: Problem) -> tuple[Ints, Ints]:
    """The entries that together want more reads than the judges open to them can give, and those judges.

    Hall's condition: follow unserved entries to the judges they may go to, and from those judges to whom they read.
    """
    if (p.need < 0).any():
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    taken = flow.most_reads(p)
    entries, judges = p.counts(taken)[0] < p.need, np.zeros(p.j, dtype=bool)
    size = -1
    while size != entries.sum() + judges.sum():
        size = entries.sum() + judges.sum()
        judges[p.judge[~taken & entries[p.entry]]] = True
        entries[p.entry[taken & judges[p.judge]]] = True
    return np.sort(p.entry_of[entries]), np.sort(p.judge_of[judges])


def _reads(p: Problem, _wishes: Wishes) -> Rule:
    entries = _cornered(p)[0]
    mine = np.isin(p.entry_of, entries) if entries.size else np.ones(p.n, dtype=bool)
    total = int(np.maximum(p.need, 0)[mine].sum())
    who_zh, who_en = (
        (f"參賽件 {_names(entries)} ", f"entries {_names(entries)} ") if 0 < entries.size < p.n else ("", "")
    )
    most = int(p.need.max(initial=0))
    few_zh, few_en = (
        f"，一件要 {most} 位不同評審而只有 {p.j} 位",
        f", {most} different judges of one where there are {p.j}",
    )
    return Rule(
        "per_entry",
        zh=f"{who_zh}共需要 {total} 次審閱{few_zh if most > p.j else ''}",
        en=f"{who_en or 'the entries '}need {total} reads in all{few_en if most > p.j else ''}",
        entries=entries,
    )


def _upper(p: Problem, _wishes: Wishes) -> Rule:
    judges = _cornered(p)[1]
    room = int(p.high[np.isin(p.judge_of, judges) if judges.size else slice(None)].sum())
    some = 0 < judges.size < p.j
    return Rule(
        "load_max",
        zh=f"評審{' ' + _names(judges) + ' ' if some else ''}最多只能審 {room} 次",
        en=f"judges {_names(judges) + ' ' if some else ''}can read at most {room} times",
        judges=judges,
    )


def _lower(p: Problem, _wishes: Wishes) -> Rule:
    few = np.flatnonzero((np.bincount(p.judge, minlength=p.j) < p.low) | (p.low > p.high))
    judges, total = np.sort(p.judge_of[few]), int(p.low.sum())
    who_zh, who_en = (
        (f"評審 {_names(judges)} ", f"judges {_names(judges)} ") if judges.size else ("每位評審", "all judges ")
    )
    return Rule(
        "load_min",
        zh=f"{who_zh}有最低審閱件數（合計 {total} 次）",
        en=f"{who_en}have a lowest load ({total} reads in all)",
        judges=judges,
    )


def _spread(_p: Problem, wishes: Wishes) -> Rule:
    return Rule(
        "spread",
        zh=f"同一參賽件最多由同一地區（機構）的 {wishes.spread} 位評審審閱",
        en=f"at most {wishes.spread} reads of an entry may come from one region or institution",
    )


def _edges(p: Problem, wishes: Wishes) -> Rule:
    short = np.flatnonzero(np.bincount(p.entry, minlength=p.n) < p.need)
    entries = np.sort(p.entry_of[short])
    who_zh, who_en = (
        (f"（參賽件 {_names(entries)} 的人選太少）", f" (entries {_names(entries)} have too few)")
        if short.size
        else ("", "")
    )
    chance_zh, chance_en = ("與機率上限", " and the chance cap") if wishes.pair_chance < 1 else ("", "")
    return Rule(
        "edges",
        zh=f"只能使用候選配對：迴避{chance_zh}已排除其餘{who_zh}",
        en=f"only the candidate pairs may be used, conflicts{chance_en} exclude the rest{who_en}",
        entries=entries,
    )


def _fixed(p: Problem, _wishes: Wishes) -> Rule:
    count = int(p.fixed.sum())
    return Rule("fixed", zh=f"{count} 個已約定的配對維持不變", en=f"{count} pairs already agreed stay")
