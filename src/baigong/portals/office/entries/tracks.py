"""The office asks a team whether its entry may stand in another track."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import propose_track, take_track_back
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import waiting_track_move
from baigong.kit.http.doors import door
from baigong.portals.office.entries.forms import TrackForm
from baigong.portals.office.entries.loading import entry_of
from baigong.portals.office.entries.views import decide


@door(Can.PROPOSE_TRACK, methods=("GET", "POST"), of=entry_of)
def propose(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Which track, and why; the team decides."""
    form = TrackForm(request.POST or None, entry=entry)

    def act() -> None:
        propose_track(entry, by=request.user, **form.cleaned_data)

    return decide(request, entry, form, "track", act, _("Asked. The team has a letter and answers on its page."))


@door(Can.PROPOSE_TRACK, methods=("POST",), of=entry_of)
def take_back(request: HttpRequest, entry: Entry) -> HttpResponse:
    """No longer ask."""
    proposed = waiting_track_move(entry)
    if proposed is None:
        raise Http404
    take_track_back(proposed, by=request.user)
    messages.success(request, _("Taken back. The entry stays where it is."))
    return redirect("office:entry", entry.public_id)
