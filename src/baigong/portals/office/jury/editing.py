"""Reads by hand: the list, one more, one back, and all of them as a CSV file in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.entries.actions.openings import note_export
from baigong.domain.entries.models import Entry
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.pairs import looked_at
from baigong.domain.judging.states import JudgeState
from baigong.interface.spreadsheets import csv_response
from baigong.kit.http.doors import door
from baigong.kit.tables import rows_of
from baigong.portals.office.jury.loading import edition_in_view, stage_in_view

PER_PAGE, MOST = 50, 5000
COLUMNS = ("entry", "title", "judge", "name", "fixed", "state")


@dataclass(frozen=True, slots=True)
class Read:
    """One read as a line."""

    public_id: str
    code: str
    title: str
    sign: str
    judge: str
    is_fixed: bool
    state: str


def _standing(stage: Round, person: Any) -> Any:
    """Reads that stand, without entries the person is bound to."""
    return Assignment.objects.standing().unbound_for(person).filter(round=stage).order_by("entry__public_id", "pk")


@door(Can.ASSIGN_READS, of=stage_in_view)
def reads(request: HttpRequest, stage: Round) -> HttpResponse:
    """The reads, page by page, and two forms."""
    return render(request, "office/jury/reads.html", _page(request, stage))


def _page(request: HttpRequest, stage: Round, **more: Any) -> dict[str, Any]:
    related = ("entry__track", "judge", "ballot")
    found = Paginator(_standing(stage, request.user).select_related(*related), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    judges = Judge.objects.filter(edition=stage.edition_id, state=JudgeState.SWORN).order_by("name", "pk")
    choices = [("", ""), *((judge.public_id, judge.name) for judge in judges)]
    return {"stage": stage, "page": page, "rows": [_row(read) for read in page.object_list], "judges": choices, **more}


def _row(read: Assignment) -> Read:
    entry, sheet = read.entry, getattr(read, "ballot", None)
    state = sheet.state if sheet else ""
    code = code_of(entry.public_id)
    return Read(read.public_id, code, entry.title, entry.track.sign, read.judge.name, read.is_fixed, state)


def one_read(request: HttpRequest, public_id: str) -> Assignment:
    """A read that stands, of the year in view and not about an own entry."""
    reads = Assignment.objects.standing().unbound_for(request.user).select_related("round")
    found: Assignment | None = reads.filter(round__edition=edition_in_view(request), public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@door(Can.ASSIGN_READS, methods=("POST",), of=one_read)
def back(request: HttpRequest, read: Assignment) -> HttpResponse:
    """Take one back."""
    actions.take_back(read, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("Taken back. The hole can be filled by another run or by hand."))
    return redirect("office:reads")


@door(Can.ASSIGN_READS, methods=("POST",), of=stage_in_view)
def give(request: HttpRequest, stage: Round) -> HttpResponse:
    """Look at wanted reads; with `yes` give those out that may be."""
    wanted, unknown = _wanted(request, stage)
    pairs = looked_at(stage, wanted, viewer=request.user)
    good = [(pair.entry, pair.judge) for pair in pairs if not pair.faults]
    if "yes" in request.POST:
        count = actions.assign_by_hand(stage, good, by=request.user)
        given = ngettext("One read is given out.", "%(n)d reads are given out.", count)
        messages.success(request, given % {"n": count})
        return redirect("office:reads")
    rows = "\n".join(f"{entry.public_id},{judge.email}" for entry, judge in good)
    more = {"pairs": pairs, "unknown": unknown, "good": rows, "count": len(good)}
    return render(request, "office/jury/reads.html", _page(request, stage, **more))


def _wanted(request: HttpRequest, stage: Round) -> tuple[list[tuple[Entry, Judge]], list[str]]:
    """(entry, judge) of every line that names both, and the lines that do not."""
    visible = Entry.objects.unbound_for(request.user).filter(edition=stage.edition_id).select_related("track")
    entries = {entry.public_id: entry for entry in visible}
    judges = {name: judge for judge in Judge.objects.filter(edition=stage.edition_id) for name in _names(judge)}
    found, unknown = [], []
    for cells in _lines(request):
        judge = next((judges[cell.lower()] for cell in cells[1:] if cell.lower() in judges), None)
        if judge is None or cells[0] not in entries:
            unknown.append(",".join(cells))
        else:
            found.append((entries[cells[0]], judge))
    return found, unknown


def _lines(request: HttpRequest) -> list[list[str]]:
    """The cells of every line with something in it, the head apart."""
    cells = [[cell.strip().lstrip("\ufeff'") for cell in row] for row in rows_of(_text(request))[:MOST]]
    return [row for row in cells if any(row) and row[0] != COLUMNS[0]]


def _names(judge: Judge) -> tuple[str, ...]:
    return judge.email.lower(), judge.public_id


def _text(request: HttpRequest) -> str:
    """A file, pasted or ticked lines, or one pair chosen from the form."""
    sent = request.FILES.get("file")
    if sent is not None:
        return str(sent.read(2_000_000).decode("utf-8", "replace"))
    rows = "\n".join(request.POST.getlist("rows"))
    title, judge = request.POST.get("title", "").strip(), request.POST.get("judge", "")
    if title and judge:
        known = Entry.objects.unbound_for(request.user).filter(edition=edition_in_view(request))
        entry = known.filter(title__icontains=title.replace("\0", "")).order_by("pk").first()
        rows += f"\n{entry.public_id if entry else title},{judge}"
    return rows


@door(Can.ASSIGN_READS, of=stage_in_view)
def export(request: HttpRequest, stage: Round) -> StreamingHttpResponse:
    """All reads that stand; the same file may come back changed."""
    columns = ("entry__public_id", "entry__title", "judge__email", "judge__name", "is_fixed", "ballot__state")
    standing = _standing(stage, request.user)
    entries = standing.order_by().values_list("entry__public_id", flat=True).distinct()
    note_export(edition_in_view(request), entries, of="reads", by=request.user, round=stage.key)
    rows = standing.values_list(*columns)
    cells = (
        (entry, title, email, name, "yes" if fixed else "", state or "")
        for entry, title, email, name, fixed, state in rows.iterator(2000)
    )
    return csv_response(f"reads-{stage.key}.csv", COLUMNS, cells)
