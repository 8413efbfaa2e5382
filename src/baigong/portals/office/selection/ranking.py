"""The list as it stands: ranking with doubt, prizes, names, the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import milestone_at
from baigong.domain.selection.actions.deciding import MILESTONE
from baigong.domain.selection.models import Meeting, Selection
from baigong.domain.selection.moves import MOVES
from baigong.domain.selection.queries.pages import main_prize, prize_lines, ranking, selection_in_view, zone_counts
from baigong.domain.selection.states import SelectionState
from baigong.kit import policy
from baigong.kit.http.doors import door
from baigong.kit.moves import unmet
from baigong.portals.office.selection.forms import ProposeForm, ReasonForm
from baigong.portals.office.selection.loading import edition_in_view, one_selection
from fairjury.record import encode


@door(Can.VIEW_SELECTION, of=edition_in_view)
def current(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The selection that matters now."""
    selection = selection_in_view(edition)
    if selection is None or selection.state == SelectionState.VOID:
        may_ask = policy.allowed(request.user, Can.COMPUTE_SELECTION, edition)
        found = selection.record if selection else {}
        page = {"may_ask": may_ask, "problem": found.get("problem"), "may_sign": may_ask and found.get("may_sign")}
        return render(request, "office/selection/none.html", page)
    return redirect("office:selection_one", public_id=selection.public_id)


@door(Can.VIEW_SELECTION, of=one_selection)
def one(request: HttpRequest, selection: Selection) -> HttpResponse:
    """One list, page by page."""
    return render(request, "office/selection/one.html", list_page(request, selection))


def list_page(request: HttpRequest, selection: Selection, **forms: Any) -> dict[str, Any]:
    """Everything on the page of a list; buttons are the moves that would pass."""
    main = main_prize(selection.edition)
    moves = {move.name for move in MOVES.offered(selection, by=request.user)}
    page, rows = ranking(selection, main=main.key if main else "", page=request.GET.get("page"))
    return {
        "selection": selection,
        "is_waiting": selection.state == SelectionState.ASKED,
        "page": page,
        "rows": rows,
        "has_beyond": any(row.score.is_beyond for row in rows),
        "prizes": prize_lines(selection, tracks=selection.edition.tracks.count()),
        "main": main,
        "zones": zone_counts(selection),
        "moves": moves,
        "why_not_approve": policy.why_not(request.user, Can.APPROVE_SELECTION, selection),
        "has_meeting": Meeting.objects.filter(selection=selection).exists(),
        "may_lead": policy.allowed(request.user, Can.LEAD_MEETING, selection),
        "why_not_propose": "" if "propose" in moves else _why_not_propose(request, selection),
        "planned": milestone_at(selection.edition, MILESTONE),
        "propose_form": ProposeForm(),
        "reason_form": ReasonForm(),
        **forms,
    }


def _why_not_propose(request: HttpRequest, selection: Selection) -> str:
    """What stands in the way of proposing, for whoever could."""
    may = policy.allowed(request.user, Can.PROPOSE_SELECTION, selection)
    return (
        unmet(MOVES["propose"], selection, by=request.user)
        if may and selection.state == SelectionState.COMPUTED
        else ""
    )


@door(Can.VIEW_SELECTION, of=one_selection)
def progress(_request: HttpRequest, selection: Selection) -> HttpResponse:
    """While the engine works: nothing; when it is done: the whole page anew."""
    if selection.state == SelectionState.ASKED:
        return HttpResponse(status=204)
    answer = HttpResponse()
    answer.headers["HX-Redirect"] = f"/office/selection/{selection.public_id}/"
    return answer


@door(Can.VIEW_SELECTION, of=one_selection)
def record(_request: HttpRequest, selection: Selection) -> HttpResponse:
    """The decision record, byte for byte as `fairjury verify` wants it."""
    answer = HttpResponse(encode(selection.record), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="decision-{selection.public_id[:8]}.json"'
    return answer
