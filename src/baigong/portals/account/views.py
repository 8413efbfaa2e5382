"""The pages of an account: where to go from here, profile, notices, inbox."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.consents.actions import give
from baigong.domain.consents.queries import missing
from baigong.domain.people.actions import change_profile
from baigong.interface.context import current_edition
from baigong.kit.http.doors import PUBLIC, SIGNED_IN, door
from baigong.kit.http.safety import safe_next
from baigong.kit.outbox.actions import mark_read
from baigong.kit.outbox.models import Message
from baigong.portals.account.forms import ProfileForm
from baigong.portals.account.queries import places_of

PER_PAGE = 30


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Where this person can go from here."""
    return render(request, "account_pages/home.html", {"places": places_of(request.user)})


@door(SIGNED_IN, methods=("POST",))
def here(_request: HttpRequest) -> HttpResponse:
    """Somebody is still in front of the page."""
    return HttpResponse(status=204)


@door(SIGNED_IN, methods=("GET", "POST"))
def profile(request: HttpRequest) -> HttpResponse:
    """Name, telephone, language."""
    person: Any = request.user
    now = {name: getattr(person, name) for name in ("name", "name_en", "phone", "language")}
    form = ProfileForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        change_profile(person, by=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account:profile")
    return render(request, "account_pages/profile.html", {"form": form}, status=422 if form.errors else 200)


@door(SIGNED_IN, methods=("GET", "POST"))
def notices(request: HttpRequest) -> HttpResponse:
    """Notices that this person has still to agree to."""
    edition = current_edition(request)
    waiting = missing(request.user, edition=edition.slug if edition else "")
    if request.method == "POST" and "agreed" in request.POST:
        for notice in waiting:
            give(notice, by=request.user)
        return redirect(safe_next(request, default="account:home"))
    return render(request, "account_pages/notices.html", {"notices": waiting, "next": safe_next(request, default="")})


@door(SIGNED_IN)
def inbox(request: HttpRequest) -> HttpResponse:
    """Every letter we wrote to this person."""
    letters = (
        Message.objects.filter(person=request.user.pk, in_inbox=True).order_by("-written_at").defer("text", "html")
    )
    page = Paginator(letters, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "account_pages/inbox.html", {"page": page})


@door(SIGNED_IN)
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """One letter."""
    letter = Message.objects.filter(person=request.user.pk, public_id=public_id, in_inbox=True).first()
    if letter is None:
        raise Http404
    mark_read(letter, by=request.user)
    return render(request, "account_pages/message.html", {"letter": letter})


@door(PUBLIC)
def outbox(request: HttpRequest) -> HttpResponse:
    """The demo's post office: all letters, for everybody to read."""
    page = Paginator(Message.objects.order_by("-pk").defer("html"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "account_pages/outbox.html", {"page": page})
