"""One's own data: look, take a copy, ask for it to be erased, stay after all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.actions import ask_about_data, ask_erasure, take_erasure_back
from baigong.domain.people.queries import looks_at_number, open_erasure
from baigong.interface.my_data import as_archive, consents_of, counts
from baigong.kit import audit, policy
from baigong.kit.files.downloads import disposition
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.http.recent import ask_again
from baigong.portals.account.forms import DataRequestForm

LOOKS_A_PAGE = 10


@door(SIGNED_IN)
def own_data(request: HttpRequest) -> HttpResponse:
    """What is known of this person, how much of it, and every consent with its dates."""
    person: Any = request.user
    context = {
        "counts": counts(person),
        "consents": consents_of(person),
        "erasure": open_erasure(person),
        "looks": Paginator(looks_at_number(person), LOOKS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "account_pages/own_data.html", context)


@door(SIGNED_IN)
def copy(request: HttpRequest) -> HttpResponseBase:
    """All of it as one archive; who took it is on record, so that a thief leaves a trace."""
    ask_again(request)
    person: Any = request.user
    with transaction.atomic():
        audit.record("person.export", person, by=person)
    response = FileResponse(as_archive(person), content_type="application/zip")
    response.headers["Content-Disposition"] = disposition(_("my data") + ".zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@door(SIGNED_IN, methods=("GET", "POST"))
def erase(request: HttpRequest) -> HttpResponse:
    """A page of its own: what goes, what stays and why, and three days to think better of it."""
    person: Any = request.user
    if request.method == "POST":
        ask_again(request)
        ask_erasure(person, by=person)
        messages.success(request, _("Asked. It is done in 72 hours; until then you can take it back."))
        return redirect("account:erase")
    context = {"erasure": open_erasure(person), "why_not": policy.why_not(person, Can.ERASE_PERSON, person)}
    return render(request, "account_pages/erase.html", context)


@door(SIGNED_IN, methods=("GET", "POST"))
def requests(request: HttpRequest) -> HttpResponse:
    """What no page does by itself is asked of the office, and how it stands; having signed in is proof enough."""
    person: Any = request.user
    form = DataRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_about_data(person, **form.cleaned_data)
        messages.success(request, _("Asked. The answer comes by letter and stands here."))
        return redirect("account:data-requests")
    context = {"form": form, "asked": person.data_requests.order_by("-asked_at")}
    return render(request, "account_pages/data_requests.html", context, status=422 if form.errors else 200)


@door(SIGNED_IN, methods=("POST",))
def stay(request: HttpRequest) -> HttpResponse:
    """Take the wish back."""
    if (erasure := open_erasure(request.user)) is not None:
        take_erasure_back(erasure, by=request.user)
        messages.success(request, _("Nothing is erased. Good that you stay."))
    return redirect("account:own-data")
