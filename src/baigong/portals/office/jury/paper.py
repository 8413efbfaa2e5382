"""Judges who read on paper: their packs, and their score sheets typed in twice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions.openings import note_opening
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Judge, PaperSheet, Round
from baigong.domain.judging.queries.paper import papers_in_hand, read_by_slip, reads_on_paper, slip_of
from baigong.domain.judging.rubric import Rubric
from baigong.interface.ballots import WORDS, named, plain, split
from baigong.interface.packs import pack_of
from baigong.kit.errors import BadInput, Refused
from baigong.kit.files.downloads import send_bytes
from baigong.kit.http.doors import door
from baigong.portals.office.jury.loading import edition_in_view, one_judge, stage_in_view


@dataclass(frozen=True, slots=True)
class Control:
    """One line of a sheet: what was typed the first time and the second, where they are to be compared."""

    name: str
    label: str
    value: str
    first: str
    second: str
    is_score: bool
    error: str


@door(Can.ASSIGN_READS, of=one_judge)
def pack(request: HttpRequest, judge: Judge) -> HttpResponse:
    """Everything one judge has still to read, to be printed; the file's name says nothing."""
    reads = reads_on_paper(judge, person=request.user)
    if not reads:
        raise Refused(_("Nothing waits for this judge."))
    for read in reads:
        note_opening(read.entry, by=request.user)
    return send_bytes(pack_of(reads), name="entries.pdf", media_type="application/pdf", in_place=True)


@door(Can.TYPE_SHEET, of=stage_in_view)
def papers(request: HttpRequest, stage: Round) -> HttpResponse:
    """The code of a sheet leads to it; below, what waits for a second look."""
    if slip := request.GET.get("slip", "").strip():
        read = read_by_slip(slip, edition=stage.edition_id, person=request.user)
        if read is not None:
            return redirect("office:paper", slip=slip_of(read.public_id))
        messages.error(request, _("No sheet of this year has the code %(slip)s.") % {"slip": slip})
    rows = [(slip_of(paper.read.public_id), paper.is_disputed) for paper in papers_in_hand(stage, person=request.user)]
    return render(request, "office/jury/papers.html", {"stage": stage, "rows": rows})


def read_on_paper(request: HttpRequest, slip: str) -> Assignment:
    """The read that a sheet of paper is about."""
    read = read_by_slip(slip, edition=edition_in_view(request), person=request.user)
    if read is None:
        raise Http404
    return read


@door(Can.TYPE_SHEET, methods=("GET", "POST"), of=read_on_paper)
def paper(request: HttpRequest, read: Assignment) -> HttpResponse:
    """Type one sheet; where two typings differ, both stand beside each line."""
    before = PaperSheet.objects.filter(read=read).select_related("read__round", "read__judge__person").first()
    if request.method != "POST":
        return _form(request, read, before)
    answers = {name: request.POST[name] for name in request.POST}
    scores, words, _flags = split(answers, Rubric.of(read.round.rubric))
    try:
        kept = _keep(read, before, request, scores=scores, words=words)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _form(request, read, before, typed=answers, wrong=refusal)
    messages.success(request, _told(kept))
    if kept.is_disputed:
        return redirect("office:paper", slip=slip_of(read.public_id))
    return redirect("office:papers")


def _keep(read: Assignment, before: PaperSheet | None, request: HttpRequest, **sheet: Any) -> PaperSheet:
    if before and before.is_disputed:
        return actions.settle_sheet(before, **sheet, by=request.user)
    return actions.type_sheet(read, **sheet, by=request.user)


def _told(kept: PaperSheet) -> str:
    if kept.settled_at:
        return _("Both typings agree: the sheet is handed in.")
    if kept.is_disputed:
        return _("The two typings differ. Look at the paper and say what stands there.")
    return _("Typed once. It counts after somebody has typed it a second time.")


def _form(
    request: HttpRequest,
    read: Assignment,
    before: PaperSheet | None,
    *,
    typed: dict[str, Any] | None = None,
    wrong: Refused | None = None,
) -> HttpResponse:
    """The first typing is shown to nobody before there is a second."""
    rubric, state = Rubric.of(read.round.rubric), _state(before)
    page = {
        "slip": slip_of(read.public_id),
        "controls": _controls(rubric, before if state == "disputed" else None, typed, wrong),
        "is_disputed": state == "disputed",
        "is_second": state == "once",
        "options": [("", ""), *((plain(point), plain(point)) for point in rubric.scale)],
    }
    return render(request, "office/jury/paper.html", page, status=wrong.status if wrong else 200)


def _state(before: PaperSheet | None) -> str:
    if before is None or before.settled_at:
        return "new"
    return "disputed" if before.is_disputed else "once"


def _controls(
    rubric: Rubric, disputed: PaperSheet | None, typed: dict[str, Any] | None, wrong: Refused | None
) -> list[Control]:
    """Every line with what was typed a moment ago, or with what both typings agree on."""
    first, second = (named(disputed.first), named(disputed.second)) if disputed else ({}, {})
    faults = wrong.faults if isinstance(wrong, BadInput) else {}
    agreed = {name: text for name, text in first.items() if second.get(name) == text}
    answers = agreed if typed is None else typed
    return [
        Control(
            name=name,
            label=label,
            value=str(answers.get(name, "")),
            first=str(first.get(name, "")),
            second=str(second.get(name, "")),
            is_score=name in rubric.keys,
            error=str(faults.get(name.removeprefix(WORDS), "")),
        )
        for name, label in _labels(rubric)
    ]


def _labels(rubric: Rubric) -> list[tuple[str, str]]:
    """Every control of a sheet with its label, in the order of the paper."""
    both = (((one.key, str(one.name)), (WORDS + one.key, _("Words on it"))) for one in rubric.criteria)
    return [*chain.from_iterable(both), (f"{WORDS}entrant", _("For the team")), (f"{WORDS}jury", _("For the meeting"))]
