"""The sheet: a page for each section, saved as it is written and by every button."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.document.sheets import Section
from baigong.domain.entries.actions import save_draft
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of, takes_words
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.http.doors import door
from baigong.kit.text import digest
from baigong.portals.entrant.loaders import entry_of, part
from baigong.portals.entrant.queries import asked_of, beside, contents, first_page, news_for
from baigong.portals.entrant.saving import Sent, keep_all
from baigong.portals.entrant.sheet import asks_of, criteria_of, sections_of, typed
from baigong.portals.entrant.standing import standing_of


@door(Can.VIEW_ENTRY, of=entry_of)
def first(_request: HttpRequest, entry: Entry) -> HttpResponse:
    """The first section that still misses something."""
    return redirect(first_page(entry, answers_of(entry)))


@door(Can.EDIT_ENTRY, methods=("GET", "POST"), of=entry_of)
def write(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One section; works without scripts too: every button saves first."""
    section = _section(entry, part(request, "section"))
    if request.method == "GET":
        return _page(request, entry, section, answers_of(entry))
    sent = Sent.of(request, typed(entry, section, request.POST))
    try:
        keep_all(entry, sent, by=request.user)
    except Stale as stale:
        return _page(request, entry, section, {**answers_of(entry), **sent.answers}, refused=stale, status=409)
    except BadInput as bad:
        return _page(request, entry, section, {**answers_of(entry), **sent.answers}, refused=bad, status=422)
    return _onward(request, entry, section)


def _section(entry: Entry, key: str) -> Section:
    found = next((section for section in sections_of(entry) if section.key == key), None)
    if found is None:
        raise Http404
    return found


def _onward(request: HttpRequest, entry: Entry, section: Section) -> HttpResponse:
    before, after = beside(sections_of(entry), section.key)
    goals = {
        "next": reverse("entrant:write", args=(entry.public_id, after.key))
        if after
        else reverse("entrant:members", args=(entry.public_id,)),
        "back": reverse("entrant:write", args=(entry.public_id, before.key))
        if before
        else reverse("entrant:entry", args=(entry.public_id,)),
        "check": reverse("entrant:submit", args=(entry.public_id,)),
    }
    if (goal := goals.get(request.POST.get("do", ""))) is not None:
        return redirect(goal)
    messages.success(request, _("Saved."))
    return redirect(request.path)


def _page(
    request: HttpRequest,
    entry: Entry,
    section: Section,
    answers: dict[str, Any],
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    before, after = beside(sections_of(entry), section.key)
    faults = {key: str(text) for key, text in refused.faults.items()} if isinstance(refused, BadInput) else {}
    context = {
        "entry": entry,
        "section": section,
        "asks": asks_of(entry, section, answers, complete="check" in request.GET, faults=faults),
        "criteria": criteria_of(entry, section),
        "contents": contents(entry, answers, section.key),
        "team": "../../team/",
        "has_units": bool(entry.entry_units.all()),
        "before": before,
        "after": after,
        "standing": standing_of(entry),
        "corrections": asked_of(entry),
        "news": news_for(entry, request.user),
        "is_writable": takes_words(entry),
        "refused": refused,
        "stale": refused.facts if isinstance(refused, Stale) else None,
    }
    return render(request, "entrant/write.html", context, status=status)


@door(Can.EDIT_ENTRY, methods=("POST",), of=entry_of)
def save(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Autosave: answers as JSON on top of a version; says with their digest what is safe now."""
    sent = _parse(request)
    try:
        saved = save_draft(entry, answers=sent["answers"], version=sent["version"], by=request.user)
    except Stale as stale:
        facts = {**stale.facts, "saved_at": stale.facts["saved_at"].isoformat(), "sentence": str(stale)}
        return _data(facts, status=409)
    return _data({"version": saved.number, "digest": digest(sent["answers"]), "saved_at": saved.saved_at.isoformat()})


def _parse(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
        return {"answers": dict(sent["answers"]), "version": int(sent["version"])}
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(
            _("This could not be read. Your words are still on the page; reload it and try again.")
        ) from error


def _data(data: dict[str, Any], *, status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
