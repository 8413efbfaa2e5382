"""What a team takes with it, winner or not: the portfolio, the text as data, everything in one archive."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import restore_version
from baigong.domain.entries.models import Entry, EntryVersion
from baigong.domain.entries.queries import answers_of, takes_words
from baigong.interface.differences import changes_of
from baigong.interface.manuscripts import TYPES, as_manuscript
from baigong.interface.portfolio import as_archive, as_data, as_pdf
from baigong.kit.errors import Stale
from baigong.kit.files.downloads import disposition, send_bytes
from baigong.kit.http.doors import door
from baigong.portals.entrant.loaders import entry_of, part

PER_PAGE = 60


def called(entry: Entry, extension: str) -> str:
    return f"{entry.title or _('Without a title yet')}.{extension}"


@door(Can.VIEW_ENTRY, of=entry_of)
def portfolio(_request: HttpRequest, entry: Entry) -> HttpResponse:
    """The entry, typeset."""
    pdf = as_pdf(entry, answers_of(entry), language=get_language() or "zh-hant")
    return send_bytes(pdf, name=called(entry, "pdf"), media_type="application/pdf")


@door(Can.VIEW_ENTRY, of=entry_of)
def data(_request: HttpRequest, entry: Entry) -> HttpResponse:
    """The entry as data that any program reads."""
    text = json.dumps(as_data(entry, answers_of(entry)), ensure_ascii=False, indent=2)
    return send_bytes(text.encode(), name=called(entry, "json"), media_type="application/json")


@door(Can.VIEW_ENTRY, of=entry_of)
def manuscript(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The text for a word processor."""
    form = part(request, "form")
    if form not in TYPES:
        raise Http404
    content = as_manuscript(entry, answers_of(entry), form=form)
    return send_bytes(content, name=called(entry, form), media_type=TYPES[form])


@door(Can.VIEW_ENTRY, of=entry_of)
def archive(_request: HttpRequest, entry: Entry) -> HttpResponseBase:
    """Everything in one ZIP, names in Chinese intact."""
    answers = answers_of(entry)
    packed = as_archive(entry, answers, language=get_language() or "zh-hant")
    response = FileResponse(packed, content_type="application/zip")
    response.headers["Content-Disposition"] = disposition(called(entry, "zip"))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@door(Can.VIEW_ENTRY, of=entry_of)
def history(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Every save, newest first."""
    saves = entry.versions.select_related("saved_by").defer("answers")
    page = Paginator(saves, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "entrant/history.html", {"entry": entry, "page": page})


@door(Can.VIEW_ENTRY, methods=("GET", "POST"), of=entry_of)
def version(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One save: what it changed, what differs from now, and the way back to it."""
    number = int(part(request, "number"))
    save: EntryVersion | None = entry.versions.select_related("saved_by").filter(number=number).first()
    if save is None:
        raise Http404
    if request.method == "POST":
        return _restore(request, entry, number)
    return render(request, "entrant/version.html", _about(entry, save))


def _about(entry: Entry, save: EntryVersion) -> dict[str, Any]:
    before = answers_of(entry, version=save.number - 1)
    return {
        "entry": entry,
        "save": save,
        "changes": changes_of(entry, before, save.answers),
        "since": changes_of(entry, save.answers, answers_of(entry)) if save.number != entry.version else [],
        "is_writable": takes_words(entry) and save.number != entry.version,
    }


def _restore(request: HttpRequest, entry: Entry, number: int) -> HttpResponse:
    """Somebody may have saved while the page was open; nothing is lost either way, so it is done on top."""
    try:
        restore_version(entry, number=number, version=entry.version, by=request.user)
    except Stale as stale:
        restore_version(entry, number=number, version=stale.facts["version"], by=request.user)
    messages.success(request, _("This version stands again, as the newest one. The others are still here."))
    return redirect("entrant:history", entry.public_id)
