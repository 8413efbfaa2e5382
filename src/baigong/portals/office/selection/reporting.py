"""The report of a list, to be read, printed and handed on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.report import names_of, prizes_of
from baigong.kit.documents.fonts import folders
from baigong.kit.http.doors import door
from baigong.portals.office.selection.loading import one_selection
from fairjury import report
from fairjury.report import Names


def _told(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """Language, names and title; `?names=no` leaves the keys."""
    if not selection.record.get("result"):
        raise Http404
    plain = request.GET.get("names") == "no"
    names = Names(prizes=prizes_of(selection)) if plain else names_of(selection)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return {"language": language, "names": names, "title": _("%(edition)s: how it was decided") % _edition(selection)}


def _edition(selection: Selection) -> dict[str, str]:
    return {"edition": str(selection.edition)}


def _file(selection: Selection, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"report-{selection.public_id[:8]}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@door(Can.VIEW_SELECTION, of=one_selection)
def page(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The report as one page that needs no network."""
    content = report.page(selection.record, **_told(request, selection)).encode()
    return _file(selection, content, "text/html; charset=utf-8", "html")


@door(Can.VIEW_SELECTION, of=one_selection)
def paper(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The report as PDF."""
    content = report.pdf(selection.record, **_told(request, selection), folders=folders())
    return _file(selection, content, "application/pdf", "pdf")
