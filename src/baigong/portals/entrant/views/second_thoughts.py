"""What a team may think twice about: taking an entry back, undoing that, standing in another track."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import answer_track, undo_withdrawal, withdraw_entry
from baigong.domain.entries.models import Entry
from baigong.domain.entries.moves import MOVES
from baigong.domain.entries.queries import waiting_track_move
from baigong.kit import policy
from baigong.kit.http.doors import door
from baigong.kit.http.recent import ask_again
from baigong.kit.moves import obstacle
from baigong.portals.entrant.forms import WithdrawForm
from baigong.portals.entrant.loaders import entry_of
from baigong.portals.entrant.queries import only_asked_in

BOTH = ("GET", "POST")


@door(Can.VIEW_ENTRY, methods=BOTH, of=entry_of)
def withdraw(request: HttpRequest, entry: Entry) -> HttpResponse:
    """A page of its own, because it ends something."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_again(request)
        withdraw_entry(entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Withdrawn. What you wrote is kept."))
        return redirect("entrant:entry", entry.public_id)
    why_not = obstacle(MOVES["withdraw"], entry, by=request.user)
    return render(request, "entrant/withdraw.html", {"entry": entry, "form": form, "why_not": why_not})


@door(Can.WITHDRAW_ENTRY, methods=("POST",), of=entry_of)
def undo(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Back to where it was."""
    undo_withdrawal(entry, by=request.user)
    messages.success(request, _("The withdrawal is undone. Everything is as it was."))
    return redirect("entrant:entry", entry.public_id)


@door(Can.VIEW_ENTRY, methods=BOTH, of=entry_of)
def track(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The office asks about another track; the lead says yes or no."""
    proposed = waiting_track_move(entry)
    if proposed is None:
        raise Http404
    if request.method == "POST":
        answered = answer_track(proposed, accept=request.POST.get("answer") == "yes", by=request.user)
        agreed = answered.state == "agreed"
        messages.success(request, _("The entry now stands there.") if agreed else _("It stays where it is."))
        return redirect("entrant:entry", entry.public_id)
    context = {
        "entry": entry,
        "proposed": proposed,
        "more": only_asked_in(entry, proposed.track.key),
        "why_not": policy.why_not(request.user, Can.ANSWER_TRACK, entry),
    }
    return render(request, "entrant/track.html", context)
