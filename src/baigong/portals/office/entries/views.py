"""The list of entries, one entry, and what is decided about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import tracks_of
from baigong.domain.entries.actions import accept_entry, reject_entry, return_entry
from baigong.domain.entries.actions.openings import note_export, note_opening
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.moves import MOVES
from baigong.domain.entries.queries import answers_of, closes_at, files_of, questions, submitted_answers
from baigong.domain.entries.states import EntryState
from baigong.domain.sheets.showing import shown_answers
from baigong.interface.answers import files_shown
from baigong.interface.differences import changes_of
from baigong.interface.spreadsheets import csv_response
from baigong.kit import policy
from baigong.kit.errors import BadInput, Refused
from baigong.kit.files.downloads import send_file, send_preview
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.office.entries.forms import NoteForm, ReasonForm, ReturnForm
from baigong.portals.office.entries.listing import (
    Wanted,
    chosen,
    counts_of,
    filling_of,
    head,
    lines,
    options,
    page_of,
    rows,
)
from baigong.portals.office.entries.loading import edition_of, entry_of, evidence_of

BOTH = ("GET", "POST")
PAGES = {"return": "return", "track": "track"}


@door(Can.VIEW_OFFICE, of=edition_of)
def entries(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The call as it fills up, fifty entries a page."""
    wanted = Wanted.of(request.GET)
    tracks = tracks_of(edition)
    counts = counts_of(edition.pk)
    page = page_of(edition, request.user, wanted, request.GET.get("page"), counts=counts, tracks=tracks)
    context = {
        "year": edition,
        "wanted": wanted,
        "page": page,
        "lines": lines(page.object_list, tracks),
        "filling": filling_of(counts),
        **options(tracks),
    }
    return render(request, "office/entries/list.html", context)


@door(Can.EXPORT_ENTRIES, of=edition_of)
def export(request: HttpRequest, edition: Edition) -> StreamingHttpResponse:
    """The same list as a table for Excel; who took it is on record."""
    wanted = Wanted.of(request.GET)
    name = f"{edition}-{_('entries')}.csv"
    found = chosen(edition, request.user, wanted)
    ids = found.values_list("public_id", flat=True)
    note_export(edition, ids, of="entries", by=request.user, **wanted.as_data())
    return csv_response(name, head(), rows(found))


@door(Can.VIEW_ENTRY, of=entry_of)
def entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One entry as it was handed in, with everything that happened to it."""
    note_opening(entry, by=request.user)
    return render(request, "office/entries/entry.html", _about(request, entry))


def _about(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    answers = submitted_answers(entry)
    receipts = list(entry.receipts.order_by("-version"))
    before = answers_of(entry, version=receipts[1].version) if len(receipts) > 1 else {}
    asked = questions(entry).questions()
    return {
        "entry": entry,
        "shown": shown_answers(questions(entry), answers, track=entry.track.key),
        "files": files_shown(files_of(entry, answers), address=_address),
        "moves": {move.name for move in MOVES.offered(entry, by=request.user)},
        "may_see_numbers": policy.allowed(request.user, Can.SHOW_NUMBER, entry),
        "corrections": list(entry.corrections.all()),
        "due": closes_at(entry) if entry.state == EntryState.RETURNED else None,
        "track_moves": list(entry.track_moves.select_related("track")),
        "rulings": list(entry.rulings.select_related("ruled_by")),
        "receipts": receipts,
        "changes": changes_of(entry, before, answers) if before else [],
        "texts": {question.key: question.text for question in asked},
    }


def _address(evidence: Evidence) -> str:
    return reverse("office:entry_file", args=(evidence.entry.public_id, evidence.public_id))


@door(Can.RETURN_ENTRY, methods=BOTH, of=entry_of)
def send_back(request: HttpRequest, entry: Entry) -> HttpResponse:
    """補正: ask the team to put one thing or several right by a date."""
    form = ReturnForm(request.POST or None, entry=entry)
    if "more" in request.POST:
        return render(request, "office/entries/return.html", {"entry": entry, "form": form, "move": "return"})

    def act() -> None:
        return_entry(entry, tickets=form.tickets(), due_at=form.due_at(), by=request.user)

    done = _("Returned. The team has a letter with your reason and the date.")
    return decide(request, entry, form, "return", act, done)


@door(Can.ACCEPT_ENTRY, methods=BOTH, of=entry_of)
def accept(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Eligible: it goes to the jury."""
    form = NoteForm(request.POST or None)

    def act() -> None:
        accept_entry(entry, by=request.user, reason=form.cleaned_data["reason"])

    return decide(request, entry, form, "accept", act, _("Accepted. The entry goes to the judges."))


@door(Can.ACCEPT_ENTRY, methods=BOTH, of=entry_of)
def reject(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Not eligible, with the reason."""
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reject_entry(entry, by=request.user, reason=form.cleaned_data["reason"])

    return decide(request, entry, form, "reject", act, _("Rejected. The team has a letter with your reason."))


def decide(request: HttpRequest, entry: Entry, form: Form, move: str, act: Any, done: str) -> HttpResponse:
    """One page for one decision; input is kept whatever happens."""
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except BadInput as bad:
            for name, sentence in bad.faults.items():
                form.add_error({"due_at": "due_on"}.get(name, name), str(sentence))
        except Refused as error:
            refused = error
        else:
            messages.success(request, done)
            return redirect("office:entry", entry.public_id)
    status = refused.status if refused else 422 if form.errors else 200
    context = {"entry": entry, "form": form, "move": move, "refused": refused}
    page = PAGES.get(move, "decide")
    return render(request, f"office/entries/{page}.html", context, status=status)


@door(SIGNED_IN, of=evidence_of)
def download(request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """A file of an entry, as the team handed it in."""
    note_opening(evidence.entry, by=request.user)
    return send_file(evidence.file)


@door(SIGNED_IN, of=evidence_of)
def preview(_request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """A small picture of a file."""
    return send_preview(evidence.file)
