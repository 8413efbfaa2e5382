"""Why a selection is impossible: the smallest set of declared rules that cannot hold together."""

from __future__ import annotations

from fairjury.rules import Infeasible, Rule, smallest_conflict
from fairjury.select.exact import RuleId, alike, possible
from fairjury.select.rulebook import Rulebook
from fairjury.select.values import Values


def infeasible(rules: Rulebook, v: Values) -> Infeasible:
    """Name the fewest rules that no choice meets; each of them matters."""
    every = {"/".join(rule): rule for rule in _listed(rules)}
    kinds = alike(rules, v.may)

    def holds(kept: frozenset[str]) -> bool:
        imposed = {every[name] for name in kept}
        return possible(rules, may=v.may, kinds=kinds, keep=lambda rule: rule in imposed)

    found = smallest_conflict(list(every), holds)
    return Infeasible([_described(every[name], rules, v) for name in found])


def _listed(rules: Rulebook) -> list[RuleId]:
    out: list[RuleId] = []
    for prize in rules.prizes:
        out.append(("count", prize.name))
        if prize.within is not None:
            out.append(("within", prize.name))
        for quota in prize.quotas:
            out += [("floor", prize.name, quota.name, str(group)) for group in quota.floor]
            out += [("cap", prize.name, quota.name, str(group)) for group in quota.cap]
    return out if rules.team is None else [*out, ("team",)]


def _described(rule: RuleId, rules: Rulebook, v: Values) -> Rule:
    kind = rule[0]
    if kind == "team":
        return Rule("team", zh="同一團隊最多獲得一個獎項", en="a team wins at most one prize")
    prize = rules.prize(rule[1])
    if kind == "count":
        able = int(v.may[rules.prizes.index(prize)].sum())
        zh, en = (
            f"「{prize.name}」要選出 {prize.count} 件（可選 {able} 件）",
            f"“{prize.name}” takes {prize.count} of {able}",
        )
        return Rule("count", zh=zh, en=en, groups=[prize.name])
    if kind == "within":
        zh, en = f"「{prize.name}」只能從「{prize.within}」中選出", f"“{prize.name}” is chosen within “{prize.within}”"
        return Rule("within", zh=zh, en=en, groups=[prize.name])
    quota = next(q for q in prize.quotas if q.name == rule[2])
    limits = quota.floor if kind == "floor" else quota.cap
    limit = next(value for group, value in limits.items() if str(group) == rule[3])
    able = int((v.may[rules.prizes.index(prize)] & (quota.label.astype(str) == rule[3])).sum())
    word_zh, word_en = ("至少", "at least") if kind == "floor" else ("至多", "at most")
    return Rule(
        kind,
        zh=f"「{prize.name}」的{quota.name}「{rule[3]}」{word_zh} {limit} 件（可選 {able} 件）",
        en=f"“{prize.name}” takes {word_en} {limit} of {quota.name} “{rule[3]}” ({able} to choose from)",
        groups=[rule[3]],
    )
