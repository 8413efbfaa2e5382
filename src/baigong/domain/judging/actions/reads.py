"""Gives reads out: asks the engine, keeps what it found, and lets a human hand it over."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.judging.events import AssignmentAsked, FiguresWanted, ReadsAssigned
from baigong.domain.judging.models import Assignment, Figures, Judge, ReadingPlan, Round
from baigong.domain.judging.states import JudgeState, PlanState, RoundState
from baigong.kit import audit, time
from baigong.kit.errors import Refused
from baigong.kit.events import emit
from baigong.kit.ids import new_code
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.text import Bilingual


@transaction.atomic
def ask_assignment(
    stage: Round, *, by: Any, gives_out: bool = True, wishes: Mapping[str, Any] | None = None
) -> ReadingPlan:
    """Ask the engine who should read what; with `gives_out` the reads go out as soon as they are found.

    `wishes` may change the round's rules for this run: reads, load, efficiency. The seed is committed here, before
    anybody has read a line.
    """
    return _ask(stage, by=by, gives_out=gives_out, wishes=dict(wishes or {}), wave=0)


@transaction.atomic
def ask_wave(stage: Round, *, by: Any, budget: int) -> ReadingPlan:
    """Ask where so many more reads would help most; a human looks before they go out."""
    latest = ReadingPlan.objects.filter(round=stage).aggregate(Max("wave"))["wave__max"] or 0
    return _ask(stage, by=by, gives_out=False, wishes={"budget": budget}, wave=latest + 1)


def _ask(stage: Round, *, by: Any, gives_out: bool, wishes: dict[str, Any], wave: int) -> ReadingPlan:
    require(by, Can.ASSIGN_READS, stage)
    if stage.state == RoundState.CLOSED:
        raise Refused(_("This round is closed. Reopen it before you give out more reads."))
    commit_seed(stage, by=by)
    who = by if getattr(by, "pk", None) else None
    plan = ReadingPlan.objects.create(
        round=stage, wishes=wishes, gives_out=gives_out, wave=wave, asked_at=time.now(), asked_by=who
    )
    audit.record("round.ask_assignment", stage, by=by, plan=plan.public_id, wishes=wishes, wave=wave)
    emit(AssignmentAsked(plan_id=plan.pk))
    return plan


def commit_seed(stage: Round, *, by: Any) -> None:
    """Fix the seed that breaks every tie of the round; the audit chain shows when."""
    if not stage.seed:
        stage.seed = new_code(26)
        stage.save(update_fields=["seed"])
        audit.record("round.commit_seed", stage, by=by, seed=stage.seed)


def keep_away(entries: Iterable[Entry], *, by: Any) -> None:
    """Nobody says who reads an entry he is bound to."""
    own = Entry.objects.bound_to(by).filter(pk__in=[entry.pk for entry in entries]).first()
    if own is not None:
        require(by, Can.ASSIGN_READS, own)


@transaction.atomic
def keep_plan(plan: ReadingPlan, *, pairs: list[tuple[str, str]], figures: Mapping[str, Any], by: Any) -> ReadingPlan:
    """Write down what the engine found, and give it out if that was asked."""
    plan.state, plan.pairs, plan.figures, plan.done_at = PlanState.FOUND, pairs, dict(figures), time.now()
    plan.save(update_fields=["state", "pairs", "figures", "done_at"])
    if plan.gives_out:
        give_out(plan, by=by)
    return plan


@transaction.atomic
def keep_problem(plan: ReadingPlan, *, problem: Bilingual, way_out: Mapping[str, Any] | None = None) -> ReadingPlan:
    """Write down why no assignment keeps all the rules, and what would."""
    plan.state, plan.problem, plan.done_at = PlanState.FAILED, problem, time.now()
    plan.figures = {"way_out": dict(way_out or {})}
    plan.save(update_fields=["state", "problem", "figures", "done_at"])
    return plan


@transaction.atomic
def give_out(plan: ReadingPlan, *, by: Any, only: Collection[tuple[str, str]] | None = None) -> int:
    """Hand the reads of a plan (or `only` some of them) over to the judges, once; returns how many."""
    require(by, Can.ASSIGN_READS, plan.round)
    keep_away(Entry.objects.filter(public_id__in={entry for entry, _judge in only or ()}), by=by)
    taken = ReadingPlan.objects.filter(pk=plan.pk, state=PlanState.FOUND).update(state=PlanState.GIVEN)
    if not taken:
        raise Refused(_("These reads have been given out already, or the plan is not ready."))
    plan.state = PlanState.GIVEN
    wanted = [(entry, judge) for entry, judge in plan.pairs if only is None or (entry, judge) in only]
    pairs = _still_good(plan.round, wanted)
    return store_assignment(plan.round, pairs, by=by, seed=plan.round.seed, wave=plan.wave)


def _still_good(stage: Round, wanted: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """Rows of the pairs that may be: no tie that came up since the plan, no judge who has gone."""
    entries = dict(Entry.objects.filter(edition=stage.edition_id).values_list("public_id", "pk"))
    sworn = Judge.objects.filter(edition=stage.edition_id, state=JudgeState.SWORN)
    judges = {key: (pk, person) for key, pk, person in sworn.values_list("key", "pk", "person")}
    tied = set(Tie.objects.standing().filter(entry__edition=stage.edition_id).values_list("entry", "person"))
    found = [(entries[entry], *judges[judge]) for entry, judge in wanted if entry in entries and judge in judges]
    return [(entry, judge) for entry, judge, person in found if (entry, person) not in tied]


@transaction.atomic
def store_assignment(stage: Round, pairs: Iterable[tuple[int, int]], *, by: Any, seed: str, wave: int = 0) -> int:
    """Write reads (entry, judge) down and open the round; a read that exists stays as it is.

    The order in a judge's queue is drawn by the seed, so that it says nothing about the entries.
    """
    require(by, Can.ASSIGN_READS, stage)
    known = {
        read[:2]: read
        for read in Assignment.objects.filter(round=stage).values_list("entry", "judge", "released_at", "pk")
    }
    wanted, at = sorted(set(pairs)), time.now()
    fresh = [pair for pair in wanted if pair not in known]
    rows = _new_reads(stage, fresh, seed=f"{seed}:{len(known)}", known=len(known), wave=wave, given_at=at)
    Assignment.objects.bulk_create(rows, batch_size=500)
    again = Assignment.objects.filter(pk__in=[known[pair][3] for pair in wanted if pair in known])
    revived = again.exclude(released_at=None).update(released_at=None, given_at=at)
    audit.record("round.assign", stage, by=by, reads=len(rows) + revived, wave=wave, seed=seed)
    if stage.state == RoundState.PLANNED:
        perform(stage, "open", by=by)
    judges = tuple(sorted({judge for _entry, judge in wanted}))
    emit(ReadsAssigned(round_id=stage.pk, edition_id=stage.edition_id, judge_ids=judges))
    want_figures(stage.pk)
    return len(rows) + revived


def _new_reads(
    stage: Round, fresh: list[tuple[int, int]], *, seed: str, known: int, wave: int, given_at: datetime
) -> list[Assignment]:
    places = random.Random(seed).sample(range(known, known + len(fresh)), len(fresh))  # noqa: S311 (seeded on purpose)
    common = {"round": stage, "wave": wave, "given_at": given_at, "due_at": stage.closes_at}
    return [
        Assignment(entry_id=entry, judge_id=judge, order=place, **common)
        for (entry, judge), place in zip(fresh, places, strict=True)
    ]


def want_figures(round_id: int) -> None:
    """Ask for fresh numbers, once until they are there; the row was made with the round."""
    if Figures.objects.filter(round_id=round_id, wanted_at=None).update(wanted_at=time.now()):
        emit(FiguresWanted(round_id=round_id))


def begin_figures(round_id: int) -> None:
    """The counting begins: scores that come in from now on ask again."""
    Figures.objects.filter(round_id=round_id).update(wanted_at=None)


def keep_figures(round_id: int, *, data: Mapping[str, Any]) -> None:
    """Write the dashboard's numbers down."""
    Figures.objects.filter(round_id=round_id).update(data=dict(data), computed_at=time.now())


def keep_calm(round_id: int, *, data: Mapping[str, Any], as_of: datetime) -> None:
    """Write down what the chair sees of them, as of that moment."""
    Figures.objects.filter(round_id=round_id).update(calm=dict(data), calm_at=as_of)


def want_unseen() -> None:
    """Ask for the numbers of rounds that were over before a chair's were kept: nothing comes in there that would."""
    over = Figures.objects.filter(round__state=RoundState.CLOSED, calm_at=None).exclude(computed_at=None)
    for round_id in list(over.values_list("round_id", flat=True)):
        want_figures(round_id)


def count_again(event: Any) -> None:
    """A listener: a sheet came in."""
    want_figures(event.round_id)
