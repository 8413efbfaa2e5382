"""Where a judge stands on the examples."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from baigong.domain.judging.queries.desk import judge_of
from baigong.domain.judging.queries.examples import example_round, standing_of
from baigong.domain.judging.states import JudgeState
from baigong.interface.context import current_edition
from baigong.kit.http.doors import SIGNED_IN, door


@door(SIGNED_IN)
def examples(request: HttpRequest) -> HttpResponse:
    """Own scores beside the middle of all; for judges of a year that has examples."""
    edition, person = current_edition(request), request.user
    judge: Any = judge_of(person, edition)
    stage = example_round(edition) if edition else None
    if stage is None or judge is None or judge.state != JudgeState.SWORN:
        raise Http404
    return render(request, "jury/examples.html", {"standing": standing_of(person, stage)})
