"""Speaks with fairjury for the selection: has it make the decision record, and reads the list off it. Worker only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baigong.domain.judging.engine import ballots_of
from baigong.domain.judging.errors import Impossible
from baigong.domain.selection.result import Line, Result
from baigong.kit.text import Bilingual
from fairjury import record
from fairjury.calibrate import Pieces
from fairjury.record.compute import rows_of
from fairjury.rules import Infeasible
from fairjury.select import Uneven

if TYPE_CHECKING:
    from baigong.domain.selection.queries.engine import PrizeRule, Question


def choose(asked: Question) -> Result:
    """The ranking with its doubt and the winners of every prize; raises Impossible with the reason in words."""
    ballots = ballots_of(asked.count)
    try:
        made = record.make(
            rubric=ballots.rubric.as_json(),
            entries=_entries(asked),
            judges=list(ballots.judges),
            ballots=rows_of(ballots),
            rules=_rules(asked),
            seed=asked.seed,
            salt=asked.salt,
            comparisons=asked.comparisons,
        )
    except (Infeasible, Pieces, Uneven) as error:
        raise Impossible(Bilingual(error.zh, error.en), may_sign=isinstance(error, Uneven)) from error
    lines = sorted(made["result"]["entries"], key=lambda line: (line["rank"] is None, line["rank"] or 0))
    return Result(lines=[_line(line) for line in lines], record=made)


def _entries(asked: Question) -> list[dict[str, Any]]:
    """Key, track and the labels that the rules count by; a team is a number, for its name would name somebody."""
    teams = {name: f"t{place}" for place, name in enumerate(sorted(set((asked.teams or {}).values())), 1)}
    out = []
    for key, track in asked.count.entries:
        labels = {quota.name: quota.labels.get(key, "") for quota in asked.quotas if quota.name != "track"}
        if asked.teams is not None:
            labels["team"] = teams[asked.teams[key]]
        out.append({"key": key, "track": track, "labels": labels})
    return out


def _rules(asked: Question) -> dict[str, Any]:
    return {
        "prizes": [_prize(asked, rule) for rule in asked.prizes],
        "team": "" if asked.teams is None else "team",
        "floor_score": asked.floor_score,
        "vacancy": asked.may_be_vacant,
        "signed": asked.signed,
    }


def _prize(asked: Question, rule: PrizeRule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "of": rule.prize,
        "count": rule.count,
        "within": rule.within,
        "bar": 0,
        "among": None if rule.among is None else sorted(rule.among),
        "quotas": [
            {"by": quota.name, "least": quota.least, "most": quota.most}
            for quota in asked.quotas
            if quota.prize == rule.prize
        ],
    }


def _line(line: dict[str, Any]) -> Line:
    reason = line["reason"] or {"zh": "", "en": ""}
    known = {name: line[name] for name in ("rank", "mean", "merit", "error", "chances", "zone", "prizes")}
    return Line(entry=line["key"], reason=Bilingual(reason["zh"], reason["en"]), **known)
