"""The proofs that the own sheets are the ones that were counted, without anybody else's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from baigong.domain.abilities import Can
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.queries.desk import handed_in_by, judge_of
from baigong.domain.selection.queries.proofs import closing_digest, sheet_proof
from baigong.interface.context import current_edition
from baigong.interface.proofs import send_proof
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.jury.views.desk import own_read


@door(SIGNED_IN)
def proofs(request: HttpRequest) -> HttpResponse:
    """All own sheets that were handed in, each with its file, and the digest they lead to."""
    edition = current_edition(request)
    if edition is None or judge_of(request.user, edition) is None:
        raise Http404
    page = {"sheets": handed_in_by(request.user, edition), "digest": closing_digest(edition)}
    return render(request, "jury/proofs.html", page)


@door(Can.READ_ENTRY, of=own_read)
def proof(_request: HttpRequest, found: Assignment) -> HttpResponse:
    """The own sheet's leaf and its way to the record's digest."""
    return send_proof(sheet_proof(found), name="proof.json")
