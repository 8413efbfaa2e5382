"""A team shows that the scores about its entry were counted as they were given, and sees nobody else's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.selection.queries.proofs import criteria_of, scores_proof
from baigong.interface.proofs import send_proof
from baigong.kit.http.doors import door
from baigong.portals.entrant.loaders import entry_of


@door(Can.VIEW_ENTRY, of=entry_of)
def proof(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The scores as they were counted, in an order that tells no judge, and the file that proves it."""
    found = scores_proof(entry)
    if found is None:
        raise Http404
    page = {
        "entry": entry,
        "criteria": criteria_of(entry.edition_id),
        "rows": found["value"],
        "digest": found["digest"],
    }
    return render(request, "entrant/proof.html", page)


@door(Can.VIEW_ENTRY, of=entry_of)
def proof_file(_request: HttpRequest, entry: Entry) -> HttpResponse:
    """The same as a file."""
    return send_proof(scores_proof(entry), name="proof.json")
