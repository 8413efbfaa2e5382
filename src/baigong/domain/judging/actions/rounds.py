"""Lays the rounds of an edition out, and closes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from baigong.domain.editions.models import Edition, EditionVersion
from baigong.domain.editions.queries import Calendar, calendar_of
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState
from baigong.domain.judging.actions.reads import want_figures
from baigong.domain.judging.events import WeightsChanged
from baigong.domain.judging.models import Ballot, Figures, Round
from baigong.domain.judging.queries.rounds import bones
from baigong.domain.judging.states import RoundState
from baigong.kit import audit
from baigong.kit.events import emit
from baigong.kit.moves import perform, perform_many
from baigong.kit.policy import SYSTEM


@transaction.atomic
def lay_out_rounds(edition_id: int) -> list[Round]:
    """Make the rounds of the edition's newest document, or bring them in step with it; the rubric is copied."""
    version = EditionVersion.objects.filter(edition_id=edition_id).first()
    if version is None:
        return []
    document = version.document
    rubrics = {rubric["key"]: rubric for rubric in document.get("rubrics", ())}
    dates = calendar_of(Edition.objects.get(pk=edition_id))
    return [
        _lay_out(edition_id, order=order, row=row, rubric=rubrics[row["rubric"]], dates=dates)
        for order, row in enumerate(document.get("rounds", ()))
    ]


def follow_rounds(event: Any) -> None:
    """A listener: the edition or one of its dates has changed."""
    lay_out_rounds(event.edition_id)


def _lay_out(edition_id: int, *, order: int, row: dict[str, Any], rubric: dict[str, Any], dates: Calendar) -> Round:
    fresh = {"order": order, "rubric": rubric, "data": row}
    stage, is_new = Round.objects.select_for_update().get_or_create(
        edition_id=edition_id, key=row["key"], defaults=fresh
    )
    if is_new:
        Figures.objects.create(round=stage)
    elif stage.rubric != rubric:
        _change_rubric(stage, rubric)
    stage.order, stage.data, stage.reads_per_entry = order, row, row.get("reads", 0)
    stage.pairs = row.get("pairs", 0)
    stage.opens_at, stage.closes_at = dates.at(row["opens"]), dates.at(row["closes"])
    stage.save()
    return stage


def _change_rubric(stage: Round, rubric: dict[str, Any]) -> None:
    """Before the first score a rubric may change freely; afterwards only its words and weights, as a new version.

    Totals are always made from the newest version, so a changed weight recomputes all of them; the worker writes
    those of both versions into the log.
    """
    has_scores = Ballot.objects.filter(assignment__round=stage).exists()
    if has_scores and bones(rubric) != bones(stage.rubric):
        audit.record("round.keep_rubric", stage, by=SYSTEM, version=stage.rubric_version, refused=bones(rubric))
        return
    version = stage.rubric_version + has_scores
    change = {"before": stage.rubric, "after": rubric, "has_scores": has_scores, "version": version}
    audit.record("round.change_rubric", stage, by=SYSTEM, **change)
    stage.rubric, stage.rubric_version = rubric, version
    if has_scores:
        want_figures(stage.pk)
        emit(WeightsChanged(round_id=stage.pk, version=version))


def note_totals(stage: Round, *, version: int, totals: Mapping[str, Any]) -> None:
    """Write into the log what a change of weights did to every total."""
    audit.record("round.recount", stage, by=SYSTEM, version=version, **totals)


@transaction.atomic
def close_round(stage: Round, *, by: Any) -> Round:
    """No more scores: what was handed in stands, and the entries that were read are judged."""
    closed: Round = perform(stage, "close", by=by)
    if closed.is_example:
        return closed
    read = Entry.objects.filter(state=EntryState.ELIGIBLE, assignments__round=stage, assignments__released_at=None)
    perform_many(Entry.objects.filter(pk__in=read.values("pk")), "close_reading", by=SYSTEM)
    return closed


def reopen_round(stage: Round, *, by: Any, reason: str) -> Round:
    """Let judges change their sheets again."""
    reopened: Round = perform(stage, "reopen", by=by, reason=reason)
    return reopened


def close_due(at: Any) -> int:
    """Close every round whose time is up; the clock calls this."""
    due = list(Round.objects.filter(state=RoundState.OPEN, closes_at__lte=at))
    for stage in due:
        close_round(stage, by=SYSTEM)
    return len(due)
