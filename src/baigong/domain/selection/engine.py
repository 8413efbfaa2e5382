"""Speaks with fairjury for the selection: calibrates the ballots and chooses the winners of all prizes. Worker only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.engine import calibrated, rubric_of
from baigong.domain.judging.errors import Impossible
from baigong.domain.selection.result import Line, Result
from baigong.kit import text
from baigong.kit.text import Bilingual
from fairjury import select
from fairjury.rules import Infeasible

if TYPE_CHECKING:
    from baigong.domain.selection.queries.engine import PrizeRule, Question
    from fairjury.calibrate import Calibration

VACANT = 1e-12  # a bar nobody misses: places may stay empty where nobody is left
ZONES = (("in", "safe_in"), ("open", "contested"), ("out", "safe_out"))


def choose(asked: Question) -> Result:
    """The ranking with its doubt and the winners of every prize; raises Impossible with the reason in words."""
    ballots, found = calibrated(asked.count)
    rules = _rulebook(asked, found, keys=ballots.entries)
    try:
        made = select.select(found.draws, rules)
    except Infeasible as error:
        raise Impossible(Bilingual(error.zh, error.en)) from error
    lines = _lines(asked, found, rules, made, keys=ballots.entries)
    return Result(lines=lines, record=_record(asked, found, lines))


def _rulebook(asked: Question, found: Calibration, *, keys: tuple[str, ...]) -> select.Rulebook:
    ranked = found.ranked.astype(bool)
    if asked.floor_score is not None:
        ranked &= found.merit >= asked.floor_score
    return select.Rulebook(
        prizes=tuple(_prize(asked, rule, keys) for rule in asked.prizes),
        team=None if asked.teams is None else np.array([asked.teams[key] for key in keys]),
        ranked=ranked,
        seed=_number(asked.seed),
        keys=np.array(keys),
    )


def _prize(asked: Question, rule: PrizeRule, keys: tuple[str, ...]) -> select.Prize:
    among = None if rule.among is None else np.array([key in rule.among for key in keys])
    quotas = tuple(
        select.Quota(
            quota.name, np.array([quota.labels.get(key, "") for key in keys]), floor=quota.least, cap=quota.most
        )
        for quota in asked.quotas
        if quota.prize == rule.prize
    )
    bar = VACANT if asked.may_be_vacant else 0.0
    return select.Prize(rule.name, rule.count, among=among, within=rule.within or None, quotas=quotas, bar=bar)


def _number(seed: str) -> int:
    return int(text.digest(seed)[:12], 16)


def _lines(
    asked: Question, found: Calibration, rules: select.Rulebook, made: select.Selection, *, keys: Any
) -> list[Line]:
    main = max(asked.prizes, key=lambda rule: (not rule.within, rule.count)).name
    won: dict[int, list[str]] = {}
    for rule in asked.prizes:
        for i in made.of(rule.name).winners.tolist():
            won.setdefault(i, []).append(rule.prize)
    why = {
        reason.entry: Bilingual(reason.zh, reason.en) for reason in select.reasons(found.draws, rules, made, prize=main)
    }
    order = np.lexsort((np.array(keys), -found.merit, -made.of(main).chance, -found.ranked))
    rank = {int(i): place for place, i in enumerate(order[: int(found.ranked.sum())], 1)}
    zone = {int(i): name for name, flag in ZONES for i in np.flatnonzero(getattr(made.of(main).zones, flag))}
    return [_line(asked, found, made, int(i), key=keys[i], rank=rank, zone=zone, won=won, why=why) for i in order]


def _line(asked: Question, found: Calibration, made: select.Selection, i: int, *, key: str, **by: Any) -> Line:
    is_read = i in by["rank"]
    mean = float(found.entries[i].mean)
    chances = {rule.name: round(float(made.of(rule.name).chance[i]), 6) for rule in asked.prizes} if is_read else {}
    return Line(
        entry=key,
        rank=by["rank"].get(i),
        mean=round(mean, 6) if is_read else None,
        merit=round(float(found.merit[i]), 6) if is_read else None,
        error=round(float(found.se[i]), 6) if is_read else None,
        chances={name: chance for name, chance in chances.items() if chance > 0},
        zone=by["zone"].get(i, "") if is_read else "",
        prizes=by["won"].get(i, []),
        reason=by["why"].get(i, Bilingual("", "")),
    )


def _record(asked: Question, found: Calibration, lines: list[Line]) -> dict[str, Any]:
    """The decision record; entries and judges stand under their random keys."""
    return {
        "format": 1,
        "engine": found.version,
        "model": found.model,
        "seed": asked.seed,
        "rubric": rubric_of(asked.count.rubric).as_json(),
        "entries": [list(pair) for pair in asked.count.entries],
        "judges": asked.count.judges,
        "ballots": [list(row) for row in asked.count.rows],
        "prizes": [
            {"name": rule.name, "count": rule.count, "within": rule.within, "among": sorted(rule.among or ())}
            for rule in asked.prizes
        ],
        "efficiency": round(float(found.efficiency), 6),
        "judges_found": [
            [line.key, round(line.severity, 6), round(line.scale, 6), round(line.noise, 6), round(line.weight, 6)]
            for line in found.judges
        ],
        "warnings": [{"code": remark.code, "zh": remark.zh, "en": remark.en} for remark in found.warnings],
        "lines": [[line.entry, line.rank, line.mean, line.merit, line.error, line.zone, line.prizes] for line in lines],
    }
