"""The rounds of the year, and what passes on from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.judging import actions
from baigong.domain.judging.actions.passing import passed
from baigong.domain.judging.models import Passage, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.rounds import READABLE, rounds_of
from baigong.domain.judging.rubric import Rubric, Shown
from baigong.domain.judging.states import PassageState, RoundState
from baigong.domain.selection.models import Meeting
from baigong.domain.selection.queries.room import meeting_of
from baigong.domain.selection.states import MeetingState
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.kit.text import Bilingual
from baigong.portals.office.jury.forms import PassForm
from baigong.portals.office.jury.loading import edition_in_view, one_passage, one_round

BAND = 25  # lines shown on either side of the cut


@dataclass(frozen=True, slots=True)
class Stage:
    """One round with what it asks and what passes on from it."""

    key: str
    name: Bilingual
    state: str
    state_label: str
    opens_at: datetime | None
    closes_at: datetime | None
    reads: int
    is_meeting: bool
    is_example: bool
    pairs: int
    rule: str
    may_pass: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One entry near the cut of a round."""

    public_id: str
    rank: int
    code: str
    title: str
    score: Shown
    passes: bool
    reason: str


@door(Can.VIEW_JUDGING, of=edition_in_view)
def rounds(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All rounds in order."""
    found = rounds_of(edition)
    may = policy.allowed(request.user, Can.ADVANCE_ENTRIES, edition)
    stages = [_stage(stage, follows=place + 1 < len(found), may=may) for place, stage in enumerate(found)]
    if any(stage.is_meeting for stage in stages):
        stages = [_meeting(stage, meeting_of(edition)) if stage.is_meeting else stage for stage in stages]
    return render(request, "office/jury/rounds.html", {"stages": stages})


def _meeting(stage: Stage, meeting: Meeting | None) -> Stage:
    """The round of the meeting stands where the meeting stands."""
    if meeting is None:
        return stage
    return replace(stage, state=meeting.state, state_label=str(MeetingState(meeting.state).label))


def _stage(stage: Round, *, follows: bool, may: bool) -> Stage:
    return Stage(
        key=stage.key,
        name=Bilingual.of(stage.data.get("name")),
        state=stage.state,
        state_label=str(RoundState(stage.state).label),
        opens_at=stage.opens_at,
        closes_at=stage.closes_at,
        reads=stage.reads_per_entry,
        is_meeting=bool(stage.data.get("meeting")),
        is_example=stage.is_example,
        pairs=stage.pairs,
        rule=_rule(stage.data.get("passes") or {}) if follows and stage.is_scored else "",
        may_pass=may and follows and stage.is_scored and stage.state == RoundState.CLOSED,
    )


def _rule(passes: dict[str, Any]) -> str:
    """What passes on, in words."""
    words = {
        "number": _("the best %(value)g"),
        "multiple": _("%(value)g times as many as there are places"),
        "score": _("who reaches %(value)g"),
    }
    return words.get(str(passes.get("by")), _("everything")) % {"value": passes.get("value") or 0}


@door(Can.ADVANCE_ENTRIES, methods=("GET", "POST"), of=one_round)
def passing(request: HttpRequest, stage: Round) -> HttpResponse:
    """What the rule finds for a round; posting asks anew."""
    if request.method == "POST":
        actions.ask_passage(stage, by=request.user)
        return redirect("office:passing", key=stage.key)
    passage = Passage.objects.filter(round=stage).first()
    return render(request, "office/jury/passing.html", _page(request, stage, passage))


def _page(request: HttpRequest, stage: Round, passage: Passage | None, **more: Any) -> dict[str, Any]:
    page = {"stage": stage, "name": Bilingual.of(stage.data.get("name")), "passage": passage, **more}
    page["rule"] = _rule(stage.data.get("passes") or {})
    if passage is None or passage.state not in {PassageState.FOUND, PassageState.SETTLED}:
        return page | {"is_waiting": passage is not None and passage.state == PassageState.ASKED}
    keys = set(passed(passage))
    lines = _lines(request.user, passage, keys, Rubric.of(stage.rubric))
    return page | {
        "count": len(keys),
        "total": len(passage.lines),
        "lines": lines,
        "has_beyond": any(line.score.is_beyond for line in lines),
        "is_found": passage.state == PassageState.FOUND,
    }


def _lines(person: Any, passage: Passage, keys: set[str], rubric: Rubric) -> list[Line]:
    """The lines around the cut, and every one that was changed by hand."""
    reasons = {entry: reason for entry, _passes, reason in passage.changes}
    cut = sum(bool(line[4]) for line in passage.lines)
    near = [(rank, line) for rank, line in enumerate(passage.lines, 1) if abs(rank - cut) <= BAND or line[0] in reasons]
    known = [line[0] for _rank, line in near]
    titles = dict(Entry.objects.unbound_for(person).filter(public_id__in=known).values_list("public_id", "title"))
    return [
        Line(key, rank, code_of(key), titles[key], rubric.shown(merit, low, high), key in keys, reasons.get(key, ""))
        for rank, (key, merit, low, high, _by_rule) in near
        if key in titles
    ]


@door(Can.ADVANCE_ENTRIES, methods=("POST",), of=one_passage)
def change(request: HttpRequest, passage: Passage) -> HttpResponse:
    """Let one entry pass, or stay, with a reason."""
    form = PassForm(request.POST)
    entry = Entry.objects.unbound_for(request.user).filter(public_id=request.POST.get("entry", "")).first()
    if entry is None:
        raise Http404
    try:
        reason, passes = request.POST.get("reason", ""), form.is_valid() and form.cleaned_data["passes"]
        actions.change_passage(passage, entry, passes=passes, reason=reason, by=request.user)
    except BadInput as wrong:
        messages.error(request, str(wrong))
    return redirect("office:passing", key=passage.round.key)


@door(Can.ADVANCE_ENTRIES, methods=("POST",), of=one_passage)
def settle(request: HttpRequest, passage: Passage) -> HttpResponse:
    """The next round is about these."""
    count = actions.settle_passage(passage, by=request.user)
    passing_on = ngettext("One entry passes on.", "%(n)d entries pass on.", count)
    messages.success(request, passing_on % {"n": count})
    return redirect("office:rounds")


@door(Can.ASSIGN_READS, methods=("GET", "POST"), of=one_round)
def examples(request: HttpRequest, stage: Round) -> HttpResponse:
    """Which entries everybody reads first."""
    if request.method == "POST":
        return _give_examples(request, stage)
    given = Entry.objects.unbound_for(request.user).filter(candidacies__round=stage).order_by("title")
    page = {"stage": stage, "name": Bilingual.of(stage.data.get("name")), "given": list(given)}
    return render(request, "office/jury/examples.html", page)


def _give_examples(request: HttpRequest, stage: Round) -> HttpResponse:
    wanted = [line.strip() for line in request.POST.get("titles", "").replace("\0", "").splitlines() if line.strip()]
    visible = Entry.objects.unbound_for(request.user).filter(edition=stage.edition_id, state__in=READABLE)
    found = [visible.filter(title__icontains=words).order_by("public_id").first() for words in wanted]
    missing = [words for words, entry in zip(wanted, found, strict=True) if entry is None]
    if missing:
        messages.error(request, _("No entry has this in its title: %(words)s") % {"words": _(", ").join(missing)})
        return redirect("office:examples", key=stage.key)
    try:
        count = actions.give_examples(stage, [entry for entry in found if entry is not None], by=request.user)
    except BadInput as wrong:
        messages.error(request, str(wrong))
    else:
        given = ngettext("One read is given out.", "%(n)d reads are given out.", count)
        messages.success(request, given % {"n": count})
    return redirect("office:examples", key=stage.key)
