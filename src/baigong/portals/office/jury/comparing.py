"""Entries side by side: begin, watch the order with its doubt and its circles, close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging import actions
from baigong.domain.judging.models import Round
from baigong.domain.judging.queries.comparing import pairs_by_judge
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.office import Numbers, numbers_of, titles_of
from baigong.domain.judging.queries.sight import sight_of
from baigong.domain.judging.rubric import Rubric, Shown
from baigong.kit import policy
from baigong.kit.http.doors import door
from baigong.kit.text import Bilingual
from baigong.portals.office.jury.loading import one_round
from baigong.portals.office.jury.sights import sight_page


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as scores and answers together rank it."""

    rank: int
    before: int
    label: str
    score: Shown
    best: int
    worst: int
    chance: float
    looks: int


def stage_of_pairs(request: HttpRequest, key: str) -> Round:
    """A round in which entries are compared; another has no such page."""
    stage = one_round(request, key)
    if not stage.pairs:
        raise Http404
    return stage


@door(Can.VIEW_JUDGING, of=stage_of_pairs)
def pairs(request: HttpRequest, stage: Round) -> HttpResponse:
    """Who has compared how much, and what it says so far; whoever has a stake sees neither."""
    why_not = policy.why_not(request.user, Can.VIEW_FIGURES, stage)
    page = {
        "stage": stage,
        "name": Bilingual.of(stage.data.get("name")),
        "why_not": why_not,
        "may_begin": policy.allowed(request.user, Can.ASSIGN_READS, stage),
        "may_close": policy.allowed(request.user, Can.CHANGE_ROUND, stage),
        **({} if why_not else _found(stage, viewer=request.user)),
    }
    return render(request, "office/jury/pairs.html", page)


def _found(stage: Round, *, viewer: Any) -> dict[str, Any]:
    sight = sight_of(stage, viewer=viewer)
    kept = numbers_of(stage, sight=sight)
    data = kept.data
    titles = titles_of([line["entry"] for line in data.get("lines", ())], viewer=viewer)
    return {
        "figures": data,
        **sight_page(stage, sight, kept),
        "problem": kept.problem if data.get("problem") else "",
        "computed_at": kept.computed_at,
        "lines": _lines(data, titles, Rubric.of(stage.rubric)),
        "circles": [[titles.get(key) or code_of(key) for key in one] for one in data.get("circles", ())],
        "judges": _by_judge(kept) if sight.is_calm else pairs_by_judge(stage),
    }


def _by_judge(kept: Numbers) -> list[tuple[str, int, int]]:
    """Who has answered how much, as the chair sees it."""
    return [(judge, done, given) for judge, (done, given, _last) in kept.progress.items()]


def _lines(data: dict[str, Any], titles: dict[str, str], rubric: Rubric) -> list[Line]:
    return [
        Line(
            line["rank"],
            line["before"],
            titles.get(line["entry"]) or code_of(line["entry"]),
            rubric.shown(line["merit"], line["low"], line["high"]),
            line["best"],
            line["worst"],
            line["chance"],
            line["looks"],
        )
        for line in data.get("lines", ())
    ]


@door(Can.ASSIGN_READS, methods=("POST",), of=stage_of_pairs)
def step(request: HttpRequest, stage: Round) -> HttpResponse:
    """Begin, or close."""
    if request.POST.get("do") == "close":
        actions.close_round(stage, by=request.user)
        messages.success(request, _("The round is closed."))
    else:
        actions.ask_pairs(stage, by=request.user)
        messages.success(request, _("The entries nearest the cut are being found and given to the judges."))
    return redirect("office:pairs", key=stage.key)
