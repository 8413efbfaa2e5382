"""What the worker does for the jury: find assignments, count scores, close rounds in time."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from baigong.domain.editions.models import Edition
from baigong.domain.judging import actions
from baigong.domain.judging.actions.comparing import keep_pairs, keep_short_list
from baigong.domain.judging.actions.outlooks import keep_outlook
from baigong.domain.judging.actions.passing import keep_passage, keep_passage_problem
from baigong.domain.judging.actions.reads import (
    begin_figures,
    keep_calm,
    keep_figures,
    keep_plan,
    keep_problem,
    want_unseen,
)
from baigong.domain.judging.actions.rounds import note_totals
from baigong.domain.judging.errors import Impossible
from baigong.domain.judging.models import Outlook, Passage, ReadingPlan, Round
from baigong.domain.judging.queries.comparing import cut_of, pair_problem, pairs_by_judge, scored_before
from baigong.domain.judging.queries.engine import Tally, cuts_of, main_cut, prize_counts, reading_problem, tally
from baigong.domain.judging.queries.office import count_progress
from baigong.domain.judging.queries.regions import region_figures
from baigong.domain.judging.queries.rounds import rubrics_of
from baigong.domain.judging.queries.sight import calm, is_due
from baigong.domain.judging.queries.wayout import way_out
from baigong.domain.judging.states import PassageState, PlanState, RoundState
from baigong.kit import time
from baigong.kit.jobs.registry import every, job
from baigong.kit.policy import SYSTEM


def engine(part: str = "engine") -> Any:
    """The jury's side of fairjury; loaded here, so that the web process never carries its arrays."""
    return import_module(f"baigong.domain.judging.{part}")


@job(tries=3, limit=timedelta(minutes=10))
def assign_reads(plan_id: int) -> None:
    """Find who reads what, and keep it with its figures or with the reason why it cannot be."""
    plan = ReadingPlan.objects.select_related("round", "asked_by").get(pk=plan_id)
    if plan.state != PlanState.ASKED:
        return
    actions.find_conflicts(plan.round.edition, by=SYSTEM)
    try:
        pairs, figures = _found(plan)
    except Impossible as error:
        ways = {} if plan.wave else way_out(reading_problem(plan))
        keep_problem(plan, problem=error.why, way_out=ways)
    else:
        keep_plan(plan, pairs=pairs, figures=figures, by=plan.asked_by or SYSTEM)


def _found(plan: ReadingPlan) -> Any:
    problem = reading_problem(plan)
    stage = plan.round
    if not plan.wave:
        pairs, figures = engine().solve(problem)
        return pairs, figures | {"regions": region_figures(stage, problem, pairs)}
    return engine("waves").next_wave(problem, tally(stage), cuts=cuts_of(stage), budget=int(plan.wishes["budget"]))


@job(tries=3, limit=timedelta(minutes=10))
def find_passage(passage_id: int) -> None:
    """Find what passes on out of a round, or why that cannot be said."""
    passage = Passage.objects.select_related("round").get(pk=passage_id)
    if passage.state != PassageState.ASKED:
        return
    part, rule = engine("passing"), {"by": "everything", "value": 0} | passage.round.data.get("passes", {})
    try:
        asked = part.Rule(str(rule["by"]), float(rule["value"]), main_cut(passage.round))
        keep_passage(passage, lines=part.passing(tally(passage.round), asked))
    except Impossible as error:
        keep_passage_problem(passage, problem=error.why)


@job(tries=3, limit=timedelta(minutes=10))
def begin_pairs(round_id: int) -> None:
    """Find which entries are compared side by side, and give them out."""
    stage = Round.objects.get(pk=round_id)
    scored = scored_before(stage)
    if stage.state != RoundState.PLANNED or scored is None:
        return
    try:
        found = engine("comparing").short_list(tally(scored), cut=cut_of(stage), most=stage.pairs)
    except Impossible as error:
        keep_figures(round_id, data={"problem": error.why.data()})
    else:
        keep_short_list(stage, prior=found)


@job(tries=3, limit=timedelta(minutes=10))
def recount(round_id: int, version: int) -> None:
    """Log every total under both versions of a rubric that was changed after the first score."""
    stage = Round.objects.get(pk=round_id)
    before, after = rubrics_of(stage, version=version)
    count = tally(stage)
    if count.rows:
        note_totals(stage, version=version, totals=engine("recounting").both_totals(count, before, after))


@job(tries=3, limit=timedelta(minutes=10))
def refresh_figures(round_id: int) -> None:
    """Count the scores for the dashboard; scores that come in meanwhile ask again."""
    stage, begun = Round.objects.get(pk=round_id), time.now()
    begin_figures(round_id)
    if stage.is_example:
        return
    found, progress = _compared(stage) if stage.pairs else _counted(stage)
    if is_due(stage):
        keep_calm(round_id, data=calm(found, stage, progress=progress), as_of=begun)


def _counted(stage: Round) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the scores say, and who has done how much."""
    count, progress = tally(stage), count_progress(stage)
    found = _meaning(stage, count) if count.rows else {}
    keep_figures(stage.pk, data=found | {"progress": progress})
    return found, progress


def _meaning(stage: Round, count: Tally) -> dict[str, Any]:
    """What the scores say, or why nothing can be said; who is far apart can be told in either case."""
    found: dict[str, Any] = {}
    try:
        problem, limit = reading_problem(ReadingPlan(round=stage)), float(stage.data.get("spread") or 0)
        found["apart"] = engine("apart").far_apart(count, problem, limit=limit)
        found |= engine().figures(count, cut=main_cut(stage))
    except Impossible as error:
        found["problem"] = error.why.data()
    return found


def _compared(stage: Round) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the answers say so far, and the next pairs for everybody."""
    problem = pair_problem(stage)
    if problem is None:
        return {}, {}
    rows, data = engine("comparing").look(problem)
    keep_pairs(stage, rows=rows, data=data)
    return data, {judge: (done, given, None) for judge, done, given in pairs_by_judge(stage)}


@job(tries=2, limit=timedelta(minutes=10))
def forecast(outlook_id: int) -> None:
    """Play the coming year many times over."""
    outlook = Outlook.objects.select_related("edition").get(pk=outlook_id)
    lines, advice = import_module("baigong.domain.judging.forecasting").forecast(
        prize_counts(outlook.edition), outlook.given
    )
    keep_outlook(outlook, lines=lines, advice=advice)


@job()
def find_conflicts(edition_id: int) -> None:
    """Look for bonds after somebody joined the jury."""
    actions.find_conflicts(Edition.objects.get(pk=edition_id), by=SYSTEM)


@job()
def close_rounds() -> None:
    """Close what is due."""
    actions.close_due(time.now())


@job()
def count_unseen() -> None:
    """Count for the chair what an older version of this software left uncounted."""
    want_unseen()


every(timedelta(minutes=1), close_rounds)
every(timedelta(hours=1), count_unseen)
