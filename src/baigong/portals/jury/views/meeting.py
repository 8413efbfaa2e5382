"""The meeting as a judge sees it: come in, follow, vote, go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.selection import actions
from baigong.domain.selection.models import Item, Meeting
from baigong.domain.selection.queries.room import Room, meeting_of, room_of
from baigong.interface.context import current_edition
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door


def meeting_in_view(request: HttpRequest, **_rest: Any) -> Meeting:
    """The meeting of the year in view."""
    edition = current_edition(request)
    meeting = meeting_of(edition) if edition else None
    if meeting is None:
        raise Http404
    return meeting


def item_in_view(request: HttpRequest, public_id: str) -> Item:
    """A point the person may see; any other does not exist."""
    items = Item.objects.filter(meeting=meeting_in_view(request), public_id=public_id).visible_to(request.user)
    item = items.select_related("meeting__selection", "meeting__edition", "prize").first()
    if item is None:
        raise Http404
    return item


def _page(room: Room) -> dict[str, Any]:
    return {"room": room, "meeting": room.meeting, "seen": room.mark}


def edition_in_view(request: HttpRequest, **_rest: Any) -> Edition:
    """The year in view."""
    edition = current_edition(request)
    if edition is None:
        raise Http404
    return edition


@door(Can.ATTEND_MEETING, of=edition_in_view)
def room(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The room, or that no meeting is called yet."""
    meeting = meeting_of(edition)
    if meeting is None:
        return render(request, "jury/meeting.html", {"edition": edition})
    return render(request, "jury/meeting.html", _page(room_of(meeting, request.user)))


@door(Can.ATTEND_MEETING, of=meeting_in_view)
def live(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The room anew when something in it has changed for this person; else nothing."""
    page = _page(room_of(meeting, request.user))
    if request.GET.get("seen") == page["seen"]:
        return HttpResponse(status=204)
    return render(request, "jury/room.html", page)


@door(Can.ATTEND_MEETING, methods=("POST",), of=meeting_in_view)
def come(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take a seat."""
    actions.join_meeting(meeting, by=request.user)
    return redirect("jury:meeting")


@door(Can.ATTEND_MEETING, methods=("POST",), of=meeting_in_view)
def go(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Leave."""
    actions.leave_meeting(meeting, by=request.user)
    return redirect("jury:meeting")


@door(Can.CAST_VOTE, methods=("POST",), of=item_in_view)
def vote(request: HttpRequest, item: Item) -> HttpResponse:
    """Vote once."""
    choice: str | list[str] = request.POST.get("choice", "")
    if item.prize_id is not None:
        choice = [key for key in (request.POST.get(f"place{n}", "") for n in (1, 2, 3)) if key]
    try:
        actions.cast_vote(item, choice=choice, by=request.user)
    except BadInput as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Your vote is counted."))
    return redirect("jury:meeting")
