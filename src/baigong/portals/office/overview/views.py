"""The office's first page and its letters."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.interface.context import current_edition
from baigong.kit import retention
from baigong.kit.http.doors import door
from baigong.kit.outbox.actions import send_again
from baigong.kit.outbox.models import Message
from baigong.portals.office.overview.queries import known_letters, overview_of

PER_PAGE = 50


def edition_in_view(request: HttpRequest, **_more: object) -> Edition:
    """The year the office works on."""
    if (edition := current_edition(request)) is None:
        raise Http404
    return edition


@door(Can.VIEW_OFFICE, of=edition_in_view)
def home(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the year stands."""
    return render(request, "office/overview/home.html", {"overview": overview_of(edition, person=request.user)})


@door(Can.READ_LETTERS, of=edition_in_view)
def letters(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every letter with what became of it; the words are the receiver's own and stay closed."""
    state = request.GET.get("state", "")
    known = known_letters(edition, person=request.user)
    chosen = known.filter(state=state) if state in Message.State.values else known
    listed = chosen.order_by("-pk").only(
        "public_id", "kind", "to", "subject", "state", "written_at", "sent_at", "last_error"
    )
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/overview/letters.html", {"page": page})


@door(Can.VIEW_OFFICE, of=edition_in_view)
def keeping(request: HttpRequest, _edition: Edition) -> HttpResponse:
    """What is kept how long and why, and what the next nights forget; looking forgets nothing."""
    return render(request, "office/overview/keeping.html", {"report": retention.report()})


@door(Can.READ_LETTERS, methods=("POST",), of=edition_in_view)
def again(request: HttpRequest, _edition: Edition) -> HttpResponse:
    """Try the letters that could not be delivered once more."""
    number = send_again(by=request.user)
    messages.success(request, _("{n} letters are on their way again.").format(n=number))
    return redirect("office:letters")
