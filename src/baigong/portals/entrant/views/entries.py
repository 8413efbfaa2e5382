"""My entries, starting one, and where one stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baigong.domain.abilities import Can
from baigong.domain.certificates.queries import certificates_of
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of, is_open, milestone_at
from baigong.domain.entries.actions import start_entry
from baigong.domain.entries.models import Entry
from baigong.domain.entries.moves import WITHDRAWABLE
from baigong.domain.entries.queries import answers_of, takes_words, waiting_track_move
from baigong.domain.people.models import Person
from baigong.domain.selection.queries.feedback import feedback_of
from baigong.domain.selection.queries.successors import declined_by, offers_to
from baigong.interface.context import current_edition
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import PUBLIC, SIGNED_IN, door
from baigong.kit.prepared import Prepared
from baigong.portals.entrant.forms import StartForm
from baigong.portals.entrant.loaders import entry_of
from baigong.portals.entrant.queries import asked_of, first_page, my_rows, news_for
from baigong.portals.entrant.standing import standing_of, undo_until

_mine = Prepared(
    lambda person: Entry.objects.of_writer(Person(pk=person)).select_related("edition", "sheet").order_by("-created_at")
)


@door(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """Every entry the person works on, and the way to a new one."""
    edition = current_edition(request)
    context = {"rows": my_rows(request.user, edition), **_call(edition)}
    return render(request, "entrant/list.html", context)


def _call(edition: Edition | None) -> dict[str, object]:
    if edition is None:
        return {"call_is_open": False, "closes_at": None}
    return {"call_is_open": is_open(edition), "closes_at": milestone_at(edition, "call_closes")}


@door(SIGNED_IN, methods=("GET", "POST"))
def start(request: HttpRequest) -> HttpResponse:
    """Choose a track."""
    edition = current_edition(request)
    if edition is None:
        return redirect("entrant:list")
    form = StartForm(request.POST or None, edition=edition, mine=_mine(request.user.pk))
    if request.method == "POST" and form.is_valid():
        try:
            entry = start_entry(edition, by=request.user, **form.cleaned_data)
            return redirect(first_page(entry, answers_of(entry)))
        except BadInput as refused:
            for name, sentence in refused.faults.items():
                form.add_error(name, str(sentence))
    context = {"form": form, **_call(edition)}
    return render(request, "entrant/start.html", context, status=422 if form.errors else 200)


@door(PUBLIC)
def eligible(request: HttpRequest) -> HttpResponse:
    """Am I eligible? A few questions that explain and never bar, without an account."""
    edition = current_edition(request)
    if edition is None:
        raise Http404
    document = document_of(edition)
    checks = [{"check": check, "given": request.GET.get(check.key, "")} for check in document.self_checks]
    answered = [one for one in checks if one["given"] in {"yes", "no"}]
    context = {"checks": checks, "rulings": document.rulings, "is_answered": answered, **_call(edition)}
    return render(request, "entrant/eligible.html", context)


@door(Can.VIEW_ENTRY, of=entry_of)
def standing(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Where the entry stands, what is asked of the team, and everything it can take with it."""
    is_decided = entry.state == "decided"
    context = {
        "entry": entry,
        "standing": standing_of(entry),
        "corrections": asked_of(entry),
        "news": news_for(entry, request.user),
        "ruling": entry.rulings.first(),
        "receipts": entry.receipts.order_by("-version"),
        "is_writable": takes_words(entry),
        "may_withdraw": entry.state in WITHDRAWABLE and policy.allowed(request.user, Can.WITHDRAW_ENTRY, entry),
        "undo_until": undo_until(entry, by=request.user),
        "proposed": waiting_track_move(entry),
        "certificates": certificates_of(entry),
        "feedback": feedback_of(entry),
        "awards": entry.awards.filter(revoked_at=None).select_related("prize").order_by("-prize__order"),
        "offers": offers_to(entry) if is_decided else [],
        "declined": declined_by(entry) if is_decided else [],
        "leads": is_decided and policy.allowed(request.user, Can.DECLINE_AWARD, entry),
        "is_ahead": entry.state == "submitted" and entry.submitted_version != entry.version,
    }
    return render(request, "entrant/entry.html", context)
