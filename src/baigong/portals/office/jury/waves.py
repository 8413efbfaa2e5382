"""Where the next reads would help most: ask, look, give out in one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.judging import actions
from baigong.domain.judging.models import Judge, ReadingPlan, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.office import titles_of
from baigong.domain.judging.states import PlanState
from baigong.kit.http.doors import door
from baigong.portals.office.jury.loading import one_plan, stage_in_view

MOST = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """One more read: which entry, by whom, and how open its place is."""

    value: str
    code: str
    title: str
    judge: str
    chance: float


def wave_page(plan: ReadingPlan | None, *, viewer: Any) -> dict[str, Any]:
    """The newest proposal as the dashboard shows it."""
    if plan is None:
        return {"wave": None}
    page: dict[str, Any] = {"wave": plan, "wave_is_waiting": plan.state == PlanState.ASKED}
    if plan.state != PlanState.FOUND:
        return page
    titles = titles_of([entry for entry, _judge in plan.pairs], viewer=viewer)
    names = dict(Judge.objects.filter(edition=plan.round.edition_id).values_list("key", "name"))
    chances = plan.figures.get("chances", [])
    rows = [
        Proposal(f"{entry}:{judge}", code_of(entry), titles[entry], names.get(judge, "–"), chance)
        for (entry, judge), chance in zip(plan.pairs, chances, strict=False)
        if entry in titles
    ]
    return page | {"proposals": rows}


@door(Can.ASSIGN_READS, methods=("POST",), of=stage_in_view)
def ask(request: HttpRequest, stage: Round) -> HttpResponse:
    """Ask for a wave."""
    budget = request.POST.get("budget", "")
    actions.ask_wave(stage, by=request.user, budget=min(max(int(budget) if budget.isdecimal() else 10, 1), MOST))
    return redirect("office:dashboard")


@door(Can.ASSIGN_READS, methods=("POST",), of=one_plan)
def hand_over(request: HttpRequest, plan: ReadingPlan) -> HttpResponse:
    """Give out what is still ticked."""
    chosen = {(entry, judge) for entry, _, judge in (value.partition(":") for value in request.POST.getlist("read"))}
    count = actions.give_out(plan, by=request.user, only=chosen)
    given = ngettext("One more read is given out.", "%(n)d more reads are given out.", count) % {"n": count}
    messages.success(request, given)
    return redirect("office:dashboard")
