"""The queue of words that tell whose an entry is: cover them for judges, or leave them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import rule_revelation
from baigong.domain.entries.models import Entry, Revelation
from baigong.domain.entries.states import RevelationState
from baigong.kit.http.doors import door
from baigong.portals.office.entries.loading import edition_of, staffed

PER_PAGE = 50
WAITING_FIRST = Case(When(state=RevelationState.FOUND, then=0), default=1)


@door(Can.VIEW_OFFICE, of=edition_of)
def names(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits comes first; entries the person is bound to are left out."""
    seen = Entry.objects.unbound_for(request.user).filter(edition=edition)
    found = Revelation.objects.filter(entry__in=seen).select_related("entry").order_by(WAITING_FIRST, "entry", "pk")
    waiting = found.filter(state="found").count()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/entries/names.html", {"year": edition, "page": page, "waiting": waiting})


def revelation_of(request: HttpRequest, revelation: str) -> Revelation:
    """One word, in an entry that the person may see."""
    seen = Entry.objects.unbound_for(request.user).filter(edition__in=staffed(request))
    rows = Revelation.objects.filter(entry__in=seen).select_related("entry__edition")
    found: Revelation = get_object_or_404(rows, public_id=revelation)
    return found


@door(Can.RULE_REVELATION, methods=("POST",), of=revelation_of)
def rule(request: HttpRequest, revelation: Revelation) -> HttpResponse:
    """Cover, or leave; both can be changed later."""
    rule_revelation(revelation, cover=request.POST.get("do") == "cover", by=request.user)
    return redirect("office:names", revelation.entry.edition.slug)
