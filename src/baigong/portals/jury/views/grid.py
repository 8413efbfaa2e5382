"""A short list as one table: every entry beside the others, every score where one can compare it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.judging.queries.desk import queue_of
from baigong.domain.judging.queries.grid import Line, grid_of
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.interface.ballots import plain
from baigong.kit.errors import Refused
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.jury.views.away import own_seat


@dataclass(frozen=True, slots=True)
class Row:
    """One entry ready to print."""

    href: str
    save: str
    code: str
    title: str
    sign: str
    version: int
    cells: list[tuple[str, str, str]]
    is_in: bool


def own_round(request: HttpRequest) -> tuple[Round, list[Line]]:
    """The round that the judge's list shows, and its lines; one that is no short list does not exist here."""
    judge: Judge = own_seat(request)
    stage = queue_of(request.user, judge.edition).stage
    stage = Round.objects.get(pk=stage.pk) if stage else None
    lines = grid_of(request.user, stage) if stage else []
    if stage is None or not lines:
        raise Http404
    return stage, lines


@door(SIGNED_IN, methods=("GET", "POST"), of=own_round)
def grid(request: HttpRequest, found: tuple[Round, list[Line]]) -> HttpResponse:
    """The table; a form hands in every sheet that is complete and says of the others what they lack."""
    stage, lines = found
    if request.method == "POST":
        return _hand_in(request, stage)
    rubric = Rubric.of(stage.rubric)
    names = {one.key: str(one.name) for one in rubric.criteria}
    page = {
        "rows": [_row(line, names) for line in lines],
        "names": names.values(),
        "lowest": plain(rubric.lowest),
        "highest": plain(rubric.highest),
        "columns": len(names),
    }
    return render(request, "jury/grid.html", page)


def _row(line: Line, names: dict[str, str]) -> Row:
    cells = [(key, names[key], "" if score is None else plain(score)) for key, score in line.scores]
    save, href = (reverse(f"jury:{name}", args=[line.public_id]) for name in ("save", "read"))
    return Row(href, save, line.code, line.title, line.sign, line.version, cells, line.is_in)


def _hand_in(request: HttpRequest, stage: Round) -> HttpResponse:
    reads = Assignment.objects.visible_to(request.user).filter(round=stage, ballot__state=BallotState.DRAFT)
    left: dict[str, int] = {}
    done = 0
    for read in reads.select_related("round", "judge"):
        try:
            actions.submit_ballot(read, by=request.user)
            done += 1
        except Refused as refusal:
            left[str(refusal)] = left.get(str(refusal), 0) + 1
    if done:
        messages.success(
            request, ngettext("One sheet is handed in.", "%(n)d sheets are handed in.", done) % {"n": done}
        )
    for sentence, count in left.items():
        lacking = ngettext("One sheet:", "%(n)d sheets:", count) % {"n": count}
        messages.warning(request, f"{lacking} {sentence}")
    return redirect("jury:grid")
