"""What the pages of the jury are about: the year in view, its reading round, one judge, one bond."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.judging.models import Judge, Passage, ReadingPlan, Round
from baigong.domain.judging.queries.rounds import reading_round
from baigong.interface.context import current_edition


def edition_in_view(request: HttpRequest, **_rest: Any) -> Edition:
    """The year in view."""
    edition = current_edition(request)
    if edition is None:
        raise Http404
    return edition


def stage_in_view(request: HttpRequest, **_rest: Any) -> Round:
    """The reading round of the year in view that matters now, or the one that is asked for by its key."""
    stage = reading_round(edition_in_view(request), key=request.GET.get("round", ""))
    if stage is None:
        raise Http404
    return stage


def _one(query: Any) -> Any:
    found = query.first()
    if found is None:
        raise Http404
    return found


def one_judge(request: HttpRequest, public_id: str) -> Judge:
    judge: Judge = _one(Judge.objects.filter(edition=edition_in_view(request), public_id=public_id))
    return judge


def one_plan(request: HttpRequest, public_id: str) -> ReadingPlan:
    plans = ReadingPlan.objects.filter(round__edition=edition_in_view(request), public_id=public_id)
    plan: ReadingPlan = _one(plans.select_related("round"))
    return plan


def one_round(request: HttpRequest, key: str) -> Round:
    stage: Round = _one(Round.objects.filter(edition=edition_in_view(request), key=key))
    return stage


def one_passage(request: HttpRequest, public_id: str) -> Passage:
    passages = Passage.objects.filter(round__edition=edition_in_view(request), public_id=public_id)
    passage: Passage = _one(passages.select_related("round"))
    return passage


def one_tie(request: HttpRequest, public_id: str) -> Tie:
    """A bond of the year in view; one's own does not exist."""
    own = Entry.objects.bound_to(request.user).values("pk")
    ties = Tie.objects.filter(entry__edition=edition_in_view(request), public_id=public_id).exclude(entry__in=own)
    tie: Tie = _one(ties.select_related("entry"))
    return tie
