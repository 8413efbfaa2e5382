"""The hundred as cells, found by word and place, and one solution to copy."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Evidence
from baigong.domain.library import queries
from baigong.domain.library.models import Solution
from baigong.interface.context import current_edition
from baigong.kit.files.downloads import send_preview
from baigong.kit.http.doors import PUBLIC, door
from baigong.kit.ui import pieces

MOST_WORDS = 60
SHORT = 70  # characters of a summary on a card


def hundred(edition: Edition) -> list[dict[str, str]]:
    """The hundred cells with every published solution in its place."""
    every = queries.rows_of(edition)
    return queries.cells(every, chosen={row.public_id for row in every})


def wish_of(request: HttpRequest) -> queries.Wish:
    """What was asked for, each part bounded."""
    asked = {
        key: request.GET.get(key, "").replace("\0", "\ufffd")[:MOST_WORDS] for key in ("q", "track", "unit", "county")
    }
    return queries.Wish(words=asked["q"], track=asked["track"], unit_kind=asked["unit"], county=asked["county"])


def chosen(wanted: str, choices: list[tuple[str, str]]) -> str:
    """The choice that was asked for; what is not among them chooses nothing."""
    return wanted if any(wanted == key for key, _name in choices) else ""


@lru_cache(maxsize=1024)
def _card(row: queries.Row, *, summary: str, home: str, language: str) -> SafeString:
    """What a solution says of itself is drawn once in a process and language."""
    short = summary if len(summary) <= SHORT else f"{summary[: SHORT - 1]}…"
    href, title = home.replace("-", row.public_id), row.title.to(language)
    return pieces.card(href=href, title=title, text=short, sign=row.track_sign, top=row.county, by=row.units)


@door(PUBLIC)
def library(request: HttpRequest) -> HttpResponse:
    """All published solutions of the edition in view."""
    if (edition := current_edition(request)) is None:
        raise Http404
    wish, every = wish_of(request), queries.rows_of(edition)
    found = queries.found(every, edition, wish) if wish else every
    home, language = reverse("public:solution", args=("-",)), get_language() or ""
    summaries = queries.summaries(edition)
    unit_kinds, places = queries.unit_kinds(every, edition), queries.places(every)
    page = {
        "wish": wish,
        "rows": found,
        "cards": [_card(row, summary=summaries.get(row.public_id, ""), home=home, language=language) for row in found],
        "total": len(every),
        "cells": queries.cells(every, chosen={row.public_id for row in found}),
        "tracks": queries.tracks_in(every, edition),
        "unit_kinds": unit_kinds,
        "unit": chosen(wish.unit_kind, unit_kinds),
        "counties": queries.by_county(every),
        "places": places,
        "county": chosen(wish.county, places),
    }
    return render(request, "public/library.html", page)


def find_solution(request: HttpRequest, public_id: str) -> Solution:
    """A solution the visitor may see."""
    visible = Solution.objects.visible_to(request.user).select_related(
        "track", "edition", "entry__sheet", "entry__track"
    )
    found: Solution = get_object_or_404(visible, public_id=public_id)
    return found


@door(PUBLIC, of=find_solution)
def solution(request: HttpRequest, found: Solution) -> HttpResponse:
    """One solution: its cell, what it is, and how to do the same."""
    answers = queries.shown_fields(found)
    page = {
        "solution": found,
        "facts": [one for one in answers if one.question.kind in queries.FIGURES],
        "fields": [
            one for one in answers if one.question.kind not in queries.FIGURES and one.question.key != "summary"
        ],
        "mini": queries.mini(found),
        "near": queries.same_track(found),
        "pictures": queries.pictures(found),
    }
    return render(request, "public/solution.html", page)


def find_picture(request: HttpRequest, public_id: str, evidence: str) -> Evidence:
    """A picture that stands on such a page now; a consent taken back takes it away at once."""
    shown = queries.pictures(find_solution(request, public_id))
    found = next((one for one in shown if one.public_id == evidence), None)
    if found is None:
        raise Http404
    return found


@door(PUBLIC, of=find_picture)
def picture(_request: HttpRequest, found: Evidence) -> HttpResponseBase:
    """Small, and without what a camera writes into it."""
    return send_preview(found.file)
