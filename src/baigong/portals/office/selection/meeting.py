"""Leading the meeting: call it, open it, take points one by one, vote, decide, close, print the minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.selection import actions
from baigong.domain.selection.models import Item, Meeting, Selection
from baigong.domain.selection.queries.pages import prize_names
from baigong.domain.selection.queries.room import meeting_of, room_of
from baigong.domain.selection.queries.seats import quorum_of
from baigong.domain.selection.states import MeetingState
from baigong.interface.manuscripts import ODT, as_odt
from baigong.interface.minutes import as_lines, minutes_page
from baigong.kit import time
from baigong.kit.documents.rendering import render_pdf
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.selection.forms import MotionForm
from baigong.portals.office.selection.loading import edition_in_view, one_selection


def meeting_in_view(request: HttpRequest, **_rest: Any) -> Meeting:
    """The meeting of the year in view."""
    meeting = meeting_of(edition_in_view(request))
    if meeting is None:
        raise Http404
    return meeting


def item_in_view(request: HttpRequest, public_id: str) -> Item:
    items = Item.objects.filter(meeting=meeting_in_view(request), public_id=public_id).visible_to(request.user)
    item = items.select_related("meeting__selection", "meeting__edition", "prize", "entry").first()
    if item is None:
        raise Http404
    return item


@door(Can.LEAD_MEETING, of=meeting_in_view)
def lead(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The agenda, who is here, and the point under discussion with everything that can be done about it."""
    return render(request, "office/meeting/lead.html", _page(request, meeting))


def _page(request: HttpRequest, meeting: Meeting, **forms: Any) -> dict[str, Any]:
    room = room_of(meeting, request.user, leads=True)
    needed, present = quorum_of(meeting)
    return {
        "meeting": meeting,
        "room": room,
        "seen": room.mark,
        "needed": needed,
        "present": present,
        "left": len(room.points) - room.decided,
        "prizes": list(prize_names(meeting.edition_id).items()),
        **forms,
    }


@door(Can.LEAD_MEETING, of=meeting_in_view)
def live(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """How many are here and have voted, when it has changed; else nothing."""
    page = _page(request, meeting)
    if request.GET.get("seen") == page["seen"]:
        return HttpResponse(status=204)
    return render(request, "office/meeting/live.html", page)


@door(Can.LEAD_MEETING, methods=("POST",), of=one_selection)
def call(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Set the agenda."""
    actions.call_meeting(selection, by=request.user)
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=meeting_in_view)
def begin(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Open it, or open it again."""
    if meeting.state == MeetingState.CLOSED:
        actions.reopen_meeting(meeting, reason=request.POST.get("reason", ""), by=request.user)
    else:
        actions.open_meeting(meeting, by=request.user)
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=meeting_in_view)
def keep_rest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The rest stays as proposed."""
    count = actions.keep_the_rest(meeting, reason=request.POST.get("reason", ""), by=request.user)
    kept = ngettext("One point stays as proposed.", "%(n)d points stay as proposed.", count)
    messages.success(request, kept % {"n": count})
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=meeting_in_view)
def close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """End it and seal the minutes."""
    actions.close_meeting(meeting, by=request.user)
    messages.success(request, _("The minutes are sealed. The list can be proposed now."))
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=meeting_in_view)
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One more entry, by words of its title."""
    title = request.POST.get("title", "").replace("\0", "").strip()
    found = Entry.objects.unbound_for(request.user).filter(pk__in=meeting.selection.placements.values("entry"))
    entry = found.filter(title__icontains=title).first() if title else None
    if entry is None:
        messages.error(request, _("No entry of the list has this in its title."))
    else:
        actions.add_item(meeting, entry, by=request.user)
        messages.success(request, _("“%(title)s” is on the agenda.") % {"title": entry.title})
    return redirect("office:meeting")


STEPS = {"take": actions.take_up, "off": actions.put_off, "count": actions.count_votes}


@door(Can.LEAD_MEETING, methods=("POST",), of=item_in_view)
def step(request: HttpRequest, item: Item) -> HttpResponse:
    """Take it up, put it off, or count the votes."""
    act = STEPS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    act(item, by=request.user)
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=item_in_view)
def vote(request: HttpRequest, item: Item) -> HttpResponse:
    """Put it to the vote."""
    form = MotionForm(request.POST, choices=list(prize_names(item.edition_id).items()))
    if form.is_valid():
        actions.put_to_vote(item, by=request.user, **form.cleaned_data)
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=item_in_view)
def note(request: HttpRequest, item: Item) -> HttpResponse:
    """Keep what is said."""
    actions.note_item(item, notes=request.POST.get("notes", ""), by=request.user)
    messages.success(request, _("Noted."))
    return redirect("office:meeting")


@door(Can.LEAD_MEETING, methods=("POST",), of=item_in_view)
def decide(request: HttpRequest, item: Item) -> HttpResponse:
    """Write the decision down."""
    after = [key for key in request.POST.getlist("after") if key]
    try:
        actions.decide_item(item, after=after, reason=request.POST.get("reason", ""), by=request.user)
    except BadInput as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Decided."))
    return redirect("office:meeting")


def sealed_meeting(request: HttpRequest, **_rest: Any) -> Meeting:
    """The meeting of the year in view once its minutes are sealed."""
    meeting = meeting_in_view(request)
    if not meeting.minutes or meeting.state != MeetingState.CLOSED:
        raise Http404
    return meeting


@door(Can.VIEW_SELECTION, of=sealed_meeting)
def minutes(_request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The sealed minutes, to be signed."""
    language = "en" if (get_language() or "").startswith("en") else "zh-hant"
    at = meeting.closed_at or time.now()
    content = render_pdf("minutes", minutes_page(meeting), language=language, at=at)
    return _document(content, meeting, kind="application/pdf", form="pdf", shown="inline")


@door(Can.VIEW_SELECTION, of=sealed_meeting)
def minutes_text(_request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The same minutes for a word processor."""
    content = as_odt(as_lines(minutes_page(meeting)), at=meeting.closed_at or time.now())
    return _document(content, meeting, kind=ODT, form="odt", shown="attachment")


def _document(content: bytes, meeting: Meeting, *, kind: str, form: str, shown: str) -> HttpResponse:
    name = f"minutes-{meeting.edition.slug}.{form}"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
