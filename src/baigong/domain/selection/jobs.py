"""What the worker does for the selection: compute it, open it at its time, and offer on places that were left."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from baigong.domain.judging.errors import Impossible
from baigong.domain.selection import actions
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.engine import question
from baigong.domain.selection.states import SelectionState
from baigong.kit.jobs.registry import every, job


def engine() -> Any:
    """The selection's side of fairjury; loaded here, so that the web process never carries its arrays."""
    return import_module("baigong.domain.selection.engine")


@job(tries=3, limit=timedelta(minutes=10))
def compute_selection(selection_id: int) -> None:
    """Calibrate and choose, and keep the result with its record, or the reason why there is none."""
    selection = Selection.objects.select_related("round", "edition").get(pk=selection_id)
    if selection.state != SelectionState.ASKED:
        return
    try:
        result = engine().choose(question(selection))
    except Impossible as error:
        actions.store_problem(selection, problem=error.why, may_sign=error.may_sign)
    else:
        actions.store_result(selection, result)


@job()
def prepare_feedback(selection_id: int) -> None:
    """Gather the judges' words for every team."""
    actions.prepare_feedback(Selection.objects.select_related("round").get(pk=selection_id))


@job(tries=1)
def publish_due() -> None:
    """Open every approved list whose time has come."""
    actions.publish_due()


every(timedelta(seconds=10), publish_due)


@job()
def pass_places_on() -> int:
    """Offer on what was left three days ago."""
    return actions.pass_places_on()


every(timedelta(minutes=10), pass_places_on)
