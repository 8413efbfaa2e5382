"""Who reads what: ask the engine, look at what it found, rule on conflicts, give out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import rule_tie
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Judge, ReadingPlan, Round
from baigong.domain.judging.queries.office import coverage, latest_plan, open_ties
from baigong.domain.judging.queries.wayout import in_words
from baigong.domain.judging.states import JudgeState, PlanState
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.kit.taiwan.counties import find_county
from baigong.portals.office.jury.forms import RulingForm, WishesForm
from baigong.portals.office.jury.loading import one_plan, one_tie, stage_in_view


@dataclass(frozen=True, slots=True)
class Load:
    """How many entries one judge reads, or how many have so many readers of their own track."""

    label: str
    value: int
    note: str = ""


@door(Can.ASSIGN_READS, methods=("GET", "POST"), of=stage_in_view)
def assignment(request: HttpRequest, stage: Round) -> HttpResponse:
    """The newest run and what it would do; a form to run again under other rules."""
    rules = {"reads": stage.reads_per_entry, "load": stage.data.get("load", 0)}
    form = WishesForm(request.POST or None, initial=rules)
    if request.method == "POST" and form.is_valid():
        wishes = {key: value for key, value in form.cleaned_data.items() if value != rules[key]}
        actions.ask_assignment(stage, by=request.user, gives_out=False, wishes=wishes)
        return redirect("office:assign")
    page = {
        "stage": stage,
        "form": form,
        "covered": coverage(stage, viewer=request.user),
        "sworn": Judge.objects.filter(edition=stage.edition_id, state=JudgeState.SWORN).count(),
        "ties": open_ties(stage.edition, viewer=request.user),
        **_plan_page(request, stage),
    }
    return render(request, "office/jury/assignment.html", page, status=422 if form.errors else 200)


@door(Can.ASSIGN_READS, of=stage_in_view)
def progress(request: HttpRequest, stage: Round) -> HttpResponse:
    """The newest run alone, for the page that waits for it."""
    return render(request, "office/jury/plan.html", _plan_page(request, stage))


def _plan_page(request: HttpRequest, stage: Round) -> dict[str, Any]:
    """What a run found: loads as bars, the graph in words; figures only for who has no stake in any entry."""
    plan = latest_plan(stage)
    if plan is None:
        return {"plan": None}
    why_not = policy.why_not(request.user, Can.VIEW_FIGURES, stage)
    shown = {} if why_not else plan.figures
    loads = shown.get("loads", {})
    own = set(Entry.objects.bound_to(request.user).values_list("public_id", flat=True)) if why_not else set()
    names = dict(Judge.objects.filter(edition=stage.edition_id).values_list("key", "name"))
    rows = [Load(names.get(key, "–"), load) for key, load in loads.items()]
    rows.sort(key=lambda row: (-row.value, row.label))
    values = list(loads.values()) or [0]
    return {
        "plan": plan,
        "why_not": why_not,
        "way_out": in_words(plan.figures.get("way_out", {})),
        "is_waiting": plan.state == PlanState.ASKED,
        "is_ready": plan.state == PlanState.FOUND,
        "loads": rows,
        "at_home": _at_home(shown.get("at_home", [])),
        **_regions(shown.get("regions", {})),
        "lowest": min(values),
        "highest": max(values),
        "fresh": sum(entry not in own for entry, _judge in plan.pairs),
    }


def _at_home(counts: list[int]) -> list[Load]:
    """How many entries have none, one, two … readers of their own track, the most first."""
    rows = [
        Load(ngettext("%(n)d reader of the own track", "%(n)d readers of the own track", n) % {"n": n}, entries)
        for n, entries in enumerate(counts)
    ]
    return rows[::-1]


def _regions(found: dict[str, Any]) -> dict[str, Any]:
    """From how many counties an entry is read, and every county with its entries, reads and reads from there."""
    rows = [
        Load(ngettext("readers of %(n)d county", "readers of %(n)d counties", n) % {"n": n}, entries)
        for n, entries in enumerate(found.get("spread", ()))
    ]
    counties = [(str(find_county(name) or name), *numbers) for name, *numbers in found.get("counties", ())]
    return {"region_spread": rows[::-1], "counties": counties, "unsaid": found.get("unsaid", 0)}


@door(Can.ASSIGN_READS, methods=("POST",), of=one_plan)
def hand_over(request: HttpRequest, plan: ReadingPlan) -> HttpResponse:
    """Give the reads of a run out."""
    actions.give_out(plan, by=request.user)
    messages.success(request, _("The reads are given out. Every judge gets a letter."))
    return redirect("office:assign")


@door(Can.RULE_CONFLICT, methods=("POST",), of=one_tie)
def rule(request: HttpRequest, tie: Tie) -> HttpResponse:
    """Say whether a bond is a conflict."""
    form = RulingForm(request.POST)
    try:
        if form.is_valid():
            rule_tie(tie, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
    except BadInput as wrong:
        messages.error(request, " ".join(map(str, wrong.faults.values())))
    return redirect("office:assign")
