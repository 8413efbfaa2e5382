"""The pages that everybody may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from baigong.domain.consents.queries import required
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import milestone_at
from baigong.domain.selection.queries.proofs import closing_digest
from baigong.interface.context import current_edition
from baigong.kit import time
from baigong.kit.documents.rendering import render_pdf
from baigong.kit.http.doors import PUBLIC, door
from baigong.portals.public.library import hundred
from baigong.portals.public.motif import cells
from baigong.portals.public.prospectus import prospectus_of
from baigong.portals.public.queries import home_of
from baigong.portals.public.winners import corrected_on, winners_of


def _edition_in_view(request: HttpRequest) -> Edition:
    """The edition that visitors see; before the first one is published there is nothing."""
    if (edition := current_edition(request)) is None:
        raise Http404
    return edition


@door(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, until when."""
    edition = current_edition(request)
    if edition is None:
        return render(request, "public/before.html", {"cells": cells()})
    return render(request, "public/home.html", {"cells": cells(), "home": home_of(edition)})


@door(PUBLIC)
def prospectus(request: HttpRequest) -> HttpResponse:
    """The prospectus as PDF, typeset from the edition's data."""
    edition = _edition_in_view(request)
    language = "en" if (get_language() or "").startswith("en") else "zh-hant"
    content = render_pdf("prospectus", prospectus_of(edition), language=language, at=time.now())
    disposition = content_disposition_header(as_attachment=False, filename=f"{edition}.pdf") or "inline"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@door(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice as it stands."""
    edition = _edition_in_view(request)
    return render(request, "public/privacy.html", {"notices": required(edition=edition.slug)})


@door(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everybody can use this site, and whom to tell when it fails."""
    return render(request, "public/accessibility.html")


@door(PUBLIC)
def winners(request: HttpRequest) -> HttpResponse:
    """Who won, from the moment of the publication; before it, when that is."""
    edition = _edition_in_view(request)
    opens = milestone_at(edition, "results_published")
    lists = winners_of(edition)
    cells = hundred(edition) if lists else []
    page = {"lists": lists, "opens": opens, "cells": cells, "digest": closing_digest(edition) if lists else ""}
    page["corrected"] = corrected_on(edition) if lists else None
    return render(request, "public/winners.html", page)
