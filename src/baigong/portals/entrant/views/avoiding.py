"""Whom a team asks not to be read by; nobody but the office learns of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries import actions
from baigong.domain.entries.models import Entry
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.entrant.forms import AvoidForm
from baigong.portals.entrant.loaders import entry_of


@door(Can.EDIT_ENTRY, methods=("GET", "POST"), of=entry_of)
def avoid(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The names, and a form for one more."""
    form = AvoidForm(request.POST or None)
    if request.method == "POST" and "named" in request.POST:
        named = get_object_or_404(entry.avoidances, public_id=request.POST["named"])
        actions.unname_conflict(named, by=request.user)
        return redirect(request.path)
    if request.method == "POST" and form.is_valid() and _name(request, entry, form):
        messages.success(request, _("Noted. Only the office sees it."))
        return redirect(request.path)
    page = {"entry": entry, "form": form, "named": list(entry.avoidances.all())}
    return render(request, "entrant/avoid.html", page, status=422 if form.errors else 200)


def _name(request: HttpRequest, entry: Entry, form: AvoidForm) -> bool:
    try:
        actions.name_conflict(entry, by=request.user, **form.cleaned_data)
    except BadInput as wrong:
        for key, sentence in wrong.faults.items():
            form.add_error(key, str(sentence))
        return False
    return True
