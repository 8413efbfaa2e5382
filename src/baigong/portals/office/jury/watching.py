"""How the reading goes: progress, doubt at the cut, who scores tight, who is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.judging import actions
from baigong.domain.judging.models import Judge, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.office import (
    JudgeLine,
    Numbers,
    flag_lines,
    judge_lines,
    latest_wave,
    numbers_of,
    titles_of,
)
from baigong.domain.judging.queries.rounds import reading_round
from baigong.domain.judging.queries.sight import sight_of
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import RoundState
from baigong.kit import policy
from baigong.kit.http.doors import door
from baigong.kit.text import Bilingual
from baigong.portals.office.jury.apart import apart_lines
from baigong.portals.office.jury.loading import edition_in_view, one_judge, stage_in_view
from baigong.portals.office.jury.sights import sight_page
from baigong.portals.office.jury.waves import wave_page

MOST_JUDGES = 12
NONE = Numbers({}, None, is_behind=False)


@dataclass(frozen=True, slots=True)
class Near:
    """One entry near the cut."""

    rank: int
    label: str
    score: float | None
    low: float | None
    high: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class Habit:
    """How far one judge is from all others, with doubt, and what the engine remarks."""

    label: str
    shift: float
    low: float
    high: float
    done: int
    total: int
    remarks: list[str]
    href: str = ""


@door(Can.VIEW_JUDGING, of=stage_in_view)
def dashboard(request: HttpRequest, stage: Round) -> HttpResponse:
    """Everything about the reading; whoever has a stake sees counts without it and no figures."""
    person: Any = request.user
    why_not, sight = policy.why_not(person, Can.VIEW_FIGURES, stage), sight_of(stage, viewer=person)
    numbers = NONE if why_not else numbers_of(stage, sight=sight)
    progress = numbers.progress or ({} if sight.is_calm else None)
    edition = edition_in_view(request)
    lines = judge_lines(edition, stage, viewer=person, progress=progress)
    page = {
        "stage": stage,
        "name": Bilingual.of(stage.data.get("name")),
        "why_not": why_not,
        **sight_page(stage, sight, numbers),
        "done": numbers.data.get("done", sum(line.done for line in lines)),
        "due": numbers.data.get("due", sum(line.due for line in lines)),
        "late": [line for line in lines if line.is_late],
        "may_act": _may_act(person, stage),
        "may_assign": partial(policy.allowed, person, Can.ASSIGN_READS, stage),  # asked before the first read alone
        "numbers": numbers,
        "flags": flag_lines(stage, viewer=person),
    }
    if not why_not:
        page |= wave_page(latest_wave(stage), viewer=person)
        page |= _figures(numbers, lines, Rubric.of(stage.rubric), viewer=person)
    return render(request, "office/jury/dashboard.html", page)


def _may_act(person: Any, stage: Round) -> bool:
    """The office changes an open round; the chair and the auditor look on."""
    return stage.state == RoundState.OPEN and policy.allowed(person, Can.CHANGE_ROUND, stage)


def _figures(numbers: Numbers, lines: list[JudgeLine], rubric: Rubric, *, viewer: Any) -> dict[str, Any]:
    """The charts' rows; who is far apart can be told before anything can be evened out."""
    data = numbers.data
    titles = _titles(data, viewer=viewer)
    wide = apart_lines(data.get("apart", ()), lines, titles=titles)
    apart = {"apart": wide, "further": any(line.row for line in wide)}
    return apart | _habits(data.get("judges", {}), lines) | _cut(data, titles, rubric)


def _habits(found: Mapping[str, Any], lines: list[JudgeLine]) -> dict[str, Any]:
    rows = [_habit(line, found[line.key]) for line in lines if line.key in found]
    rows.sort(key=lambda row: -abs(row.shift))
    return {
        "severity": rows[:MOST_JUDGES],
        "unusual": [row for row in rows if row.remarks],
        "others": max(0, len(rows) - MOST_JUDGES),
    }


def _cut(data: dict[str, Any], titles: dict[str, str], rubric: Rubric) -> dict[str, Any]:
    if "band" not in data:
        return {}
    share = round(100 * data["hits"] / data["cut"]) if data["cut"] else 0
    return {"band": [_band(row, titles, rubric) for row in data["band"]], "figures": data, "share": share}


def _titles(data: Mapping[str, Any], *, viewer: Any) -> dict[str, str]:
    """Of all entries that a chart or a list names."""
    return titles_of([row["entry"] for part in ("band", "apart") for row in data.get(part, ())], viewer=viewer)


def _band(row: dict[str, Any], titles: dict[str, str], rubric: Rubric) -> Near:
    label = f"{code_of(row['entry'])} {titles.get(row['entry'], '')}".strip()
    score = rubric.shown(row["merit"], row["low"], row["high"])
    return Near(row["rank"], label, score.merit, score.low, score.high, row["chance"])


def _habit(line: JudgeLine, found: dict[str, Any]) -> Habit:
    remarks = [str(Bilingual.of(remark)) for remark in found["remarks"]]
    return Habit(line.name, found["shift"], found["low"], found["high"], line.done, line.due, remarks)


@door(Can.INVITE_JUDGE, methods=("POST",), of=one_judge)
def remind(request: HttpRequest, judge: Judge) -> HttpResponse:
    """Write to a judge who is late."""
    stage = reading_round(edition_in_view(request))
    if stage is not None:
        left = actions.remind_judge(judge, stage, by=request.user)
        sent = ngettext(
            "A reminder about one entry is on its way.", "A reminder about %(n)d entries is on its way.", left
        )
        messages.success(request, sent % {"n": left})
    return redirect(reverse("office:dashboard"))


@door(Can.CHANGE_ROUND, methods=("POST",), of=stage_in_view)
def close(request: HttpRequest, stage: Round) -> HttpResponse:
    """Close the round before its time."""
    actions.close_round(stage, by=request.user)
    messages.success(request, _("The round is closed. What was handed in stands."))
    return redirect("office:dashboard")
