"""What the pages of the selection are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from baigong.domain.editions.models import Edition
from baigong.domain.judging.models import Round
from baigong.domain.judging.queries.rounds import reading_round
from baigong.domain.selection.models import Selection
from baigong.interface.context import current_edition


def edition_in_view(request: HttpRequest, **_rest: Any) -> Edition:
    edition = current_edition(request)
    if edition is None:
        raise Http404
    return edition


def stage_in_view(request: HttpRequest, **_rest: Any) -> Round:
    stage = reading_round(edition_in_view(request))
    if stage is None:
        raise Http404
    return stage


def one_selection(request: HttpRequest, public_id: str, **_rest: Any) -> Selection:
    """A selection of the year in view; its ranking is on the page only for whoever passes the door."""
    related = ("round", "edition", "proposed_by", "approved_by", "signed_by")
    found = (
        Selection.objects.filter(edition=edition_in_view(request), public_id=public_id).select_related(*related).first()
    )
    if found is None:
        raise Http404
    return found
