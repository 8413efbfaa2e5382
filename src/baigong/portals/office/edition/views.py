"""The year as a whole and its parts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.document import cautions, diff
from baigong.domain.editions.models import Edition
from baigong.domain.editions.moves import MOVES
from baigong.domain.editions.queries import document_of
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.office.edition.changing import Attempt, add_part, arrange, change_part
from baigong.portals.office.edition.controls import Drawing
from baigong.portals.office.edition.loading import Work, edition_of, my_editions, work_of
from baigong.portals.office.edition.places import Data, moved, without
from baigong.portals.office.edition.rows import crumbs, part_rows, section_rows

BOTH = ("GET", "POST")
STEPS = {"up": -1, "down": 1}


def work_at(request: HttpRequest, slug: str, address: str = "") -> Work:
    """The part an address of the office means."""
    return work_of(edition_of(request, slug), address)


@door(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """The newest year this person runs."""
    found = my_editions(request)
    if not found:
        raise Http404
    return redirect("office:edition_year", slug=found[0].slug)


@door(Can.VIEW_OFFICE, of=edition_of)
def year(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of a year at a glance: its parts, what is not saved yet, what to look at."""
    work = work_of(edition, "")
    words: dict[str, Any] = {
        "sections": section_rows(work),
        "cautions": cautions(work.document),
        "changes": diff(document_of(edition), work.document) if work.draft else (),
        "moves": [move.name for move in MOVES.offered(edition, by=request.user)],
        "others": [one for one in my_editions(request) if one != edition],
    }
    return page(request, "year", work, **words)


@door(Can.CHANGE_EDITION, methods=BOTH, of=work_at)
def part(request: HttpRequest, work: Work) -> HttpResponse:
    """A list of parts, or the form of one part."""
    if work.place.is_list:
        return page(request, "list", work, rows=part_rows(work.place))
    if request.method != "POST":
        return _form(request, work, Attempt(work.place.value, {}))
    attempt = change_part(request, work)
    if not attempt.is_kept:
        return _form(request, work, attempt)
    messages.success(request, _("Kept. Save a version when you are done."))
    return redirect(_above(work))


@door(Can.CHANGE_EDITION, methods=BOTH, of=work_at)
def add(request: HttpRequest, work: Work) -> HttpResponse:
    """A new part at the end of a list."""
    if not work.place.is_list:
        raise Http404
    attempt = add_part(request, work) if request.method == "POST" else Attempt({}, {})
    if request.method != "POST" or not attempt.is_kept:
        return _form(request, work, attempt, is_new=True)
    messages.success(request, _("Added. Save a version when you are done."))
    return redirect("office:edition_part", slug=work.edition.slug, address=work.place.address)


@door(Can.CHANGE_EDITION, methods=("POST",), of=work_at)
def order(request: HttpRequest, work: Work) -> HttpResponse:
    """Move a part of a list up, down or to a place, or take it away."""
    key = request.POST.get("key", "")
    keys = [row.key for row in part_rows(work.place)] if work.place.is_list else []
    if key not in keys:
        raise Http404
    attempt = arrange(request, work, _rearranged(request, work.place.value, key, here=keys.index(key)))
    for sentence in attempt.errors.values():
        messages.error(request, sentence)
    page_of_list = reverse("office:edition_part", args=[work.edition.slug, work.place.address])
    return redirect(f"{page_of_list}#{key}")


def _rearranged(request: HttpRequest, values: list[Data], key: str, *, here: int) -> list[Data]:
    do, to = request.POST.get("do", ""), request.POST.get("to", "")
    if do == "remove":
        return without(values, key)
    if do == "to" and to.isdecimal():
        return moved(values, key, by=min(int(to), len(values)) - here)
    return moved(values, key, by=STEPS.get(do, 0))


def _above(work: Work) -> str:
    """Back to the list a part stands in, or to the year."""
    steps = work.place.steps[:-1]
    if not steps:
        return reverse("office:edition_year", args=[work.edition.slug])
    return reverse("office:edition_part", args=[work.edition.slug, "/".join(steps)])


def _form(request: HttpRequest, work: Work, attempt: Attempt, *, is_new: bool = False) -> HttpResponse:
    drawing = Drawing(work.document, attempt.errors, is_new=is_new)
    words: dict[str, Any] = {
        "blocks": drawing.blocks(work.place.kind, attempt.data),
        "errors": [("", sentence) for sentence in dict.fromkeys(attempt.errors.values())],
        "sections": [] if is_new or not work.place.steps else section_rows(work),
        "is_new": is_new,
        "back": _above(work)
        if not is_new
        else reverse("office:edition_part", args=[work.edition.slug, work.place.address]),
    }
    return page(request, "part", work, status=422 if attempt.errors else 200, **words)


def page(request: HttpRequest, name: str, work: Work, *, status: int = 200, **words: Any) -> HttpResponse:
    """A page of this room, with the way that led there."""
    path = crumbs(work)
    words |= {
        "work": work,
        "year": work.edition,
        "draft": work.draft,
        "crumbs": path,
        "called": path[-1][0] if path else "",
    }
    return render(request, f"office/edition/{name}.html", words, status=status)
