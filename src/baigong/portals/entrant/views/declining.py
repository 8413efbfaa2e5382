"""A winning team thinks an award over: it declines one, and wants it after all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.actions import decline_award, keep_award
from baigong.domain.selection.models import Award, Correction
from baigong.domain.selection.queries.successors import inner_awards
from baigong.kit.http.doors import door
from baigong.kit.http.recent import ask_again
from baigong.portals.entrant.forms import WithdrawForm
from baigong.portals.entrant.loaders import entry_of, part


def own_award(request: HttpRequest, public_id: str, **_rest: str) -> Award:
    """An award that stands; before the publication there is none."""
    standing = Award.objects.filter(entry=entry_of(request, public_id), revoked_at=None)
    return get_object_or_404(standing.select_related("entry__edition", "prize"), public_id=part(request, "award"))


@door(Can.DECLINE_AWARD, methods=("GET", "POST"), of=own_award)
def decline(request: HttpRequest, award: Award) -> HttpResponse:
    """A page of its own, because it ends something."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_again(request)
        decline_award(award, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Declined. For 72 hours nothing changes, and you can take it back."))
        return redirect("entrant:entry", award.entry.public_id)
    page = {"entry": award.entry, "award": award, "form": form, "inner": list(inner_awards(award))}
    return render(request, "entrant/decline.html", page)


def own_word(request: HttpRequest, public_id: str, **_rest: str) -> Correction:
    """What the own team declined."""
    said = Correction.objects.filter(award__entry=entry_of(request, public_id), objection=None)
    return get_object_or_404(said.select_related("award__entry"), public_id=part(request, "word"))


@door(Can.DECLINE_AWARD, methods=("POST",), of=own_word)
def keep(request: HttpRequest, word: Correction) -> HttpResponse:
    """The award stands after all."""
    keep_award(word, by=request.user)
    messages.success(request, _("The award is yours as before."))
    return redirect("entrant:entry", word.entry.public_id)
