"""Two entries side by side: which is better, by a key; every answer can be changed until the round closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from baigong.domain.entries.actions.openings import note_opening
from baigong.domain.entries.anonymity import cover
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Comparison
from baigong.domain.judging.queries.comparing import Pairs, pairs_of
from baigong.domain.judging.queries.desk import code_of, is_open
from baigong.interface.reading import Text, text_of
from baigong.kit.errors import Refused
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.text import Bilingual
from baigong.portals.jury.body import body
from baigong.portals.jury.views.away import own_seat


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, set for reading."""

    read: Assignment
    code: str
    text: Text
    body: SafeString


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was given, by titles."""

    public_id: str
    left: str
    right: str
    better: str


def own_pairs(request: HttpRequest, **_rest: Any) -> Pairs:
    """The judge's part in the round of pairs; without one there is no such page."""
    found = pairs_of(request.user, own_seat(request).edition)
    if found is None:
        raise Http404
    return found


def own_pair(request: HttpRequest, public_id: str) -> tuple[Pairs, Comparison]:
    """One of the judge's own pairs; anything else does not exist."""
    found = own_pairs(request)
    pair = next((one for one in [found.next, *found.done] if one and one.public_id == public_id), None)
    if pair is None:
        raise Http404
    return found, pair


@door(SIGNED_IN, of=own_pairs)
def pairs(request: HttpRequest, found: Pairs) -> HttpResponse:
    """The pair that comes next."""
    return render(request, "jury/pairs.html", _page(found, found.next, by=request.user))


@door(SIGNED_IN, methods=("GET", "POST"), of=own_pair)
def pair(request: HttpRequest, found: tuple[Pairs, Comparison]) -> HttpResponse:
    """One pair again; a form says which is better, or takes the answer back."""
    own, chosen = found
    if request.method != "POST":
        return render(request, "jury/pairs.html", _page(own, chosen, by=request.user))
    version = request.POST.get("version", "")
    try:
        better, known = request.POST.get("better", ""), int(version) if version.isdecimal() else -1
        actions.choose(chosen, better=better, version=known, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("jury:pairs")


def _page(found: Pairs, chosen: Comparison | None, *, by: Any) -> dict[str, Any]:
    blind = bool(found.stage.data.get("blind", True))
    reads = [chosen.left, chosen.right] if chosen else []
    for read in reads:
        note_opening(read.entry, by=by, as_judge=True)
    return {
        "stage": found.stage,
        "name": Bilingual.of(found.stage.data.get("name")),
        "is_open": is_open(found.stage),
        "is_coming": found.is_coming,
        "blind": blind,
        "pair": chosen,
        "sides": [_side(read, blind=blind, letter=letter) for read, letter in zip(reads, _letters(), strict=False)],
        "done": [_said(one, blind=blind) for one in found.done],
    }


def _letters() -> tuple[str, str]:
    return pgettext("of two", "A"), pgettext("of two", "B")


def _side(read: Assignment, *, blind: bool, letter: str) -> Side:
    text = text_of(read.entry, blind=blind)
    return Side(read, code_of(read.entry.public_id), text, body(text, read=read.public_id, side=f"{letter}："))


def _said(pair: Comparison, *, blind: bool) -> Said:
    left, right = (cover(one.entry.title, one.entry.covered if blind else ()) for one in (pair.left, pair.right))
    return Said(pair.public_id, left, right, pair.better)
