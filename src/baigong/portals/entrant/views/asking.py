"""A team asks about its result, reads the answer, and takes or leaves a place that came free."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.selection.actions import answer_offer, raise_objection, undo_answer
from baigong.domain.selection.models import Offer
from baigong.domain.selection.queries.objections import askable_until, objections_of
from baigong.kit import policy, time
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.kit.http.recent import ask_again
from baigong.portals.entrant.loaders import entry_of, part


@door(Can.VIEW_ENTRY, methods=("GET", "POST"), of=entry_of)
def ask(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What was asked and answered, and a form within the term."""
    until = askable_until(entry.edition_id)
    if until is None:
        raise Http404
    if request.method == "POST":
        try:
            raise_objection(entry, question=request.POST.get("question", ""), by=request.user)
        except BadInput as wrong:
            messages.error(request, " ".join(map(str, wrong.faults.values())))
        else:
            messages.success(request, _("Your question is with the office. The answer stands here."))
        return redirect(request.path)
    asked = objections_of(entry)
    may = policy.allowed(request.user, Can.RAISE_OBJECTION, entry)
    waits = any(one.state == "raised" for one in asked)
    page = {"entry": entry, "asked": asked, "until": until, "may_ask": may and not waits and time.now() <= until}
    return render(request, "entrant/question.html", page)


def own_offer(request: HttpRequest, public_id: str, **_rest: str) -> Offer:
    """A place that was offered to the own entry."""
    entry = entry_of(request, public_id)
    related = ("entry", "correction__award__prize", "correction__award__entry__track")
    found = Offer.objects.filter(entry=entry, public_id=part(request, "offer")).select_related(*related).first()
    if found is None:
        raise Http404
    return found


@door(Can.ANSWER_OFFER, methods=("POST",), of=own_offer)
def answer(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Take it or leave it; what was left may be undone for 72 hours."""
    if request.POST.get("do") == "undo":
        undo_answer(offer, by=request.user)
        messages.success(request, _("The place waits for your answer again."))
        return redirect("entrant:entry", offer.entry.public_id)
    accept = request.POST.get("do") == "accept"
    if not accept:
        ask_again(request)
    answer_offer(offer, accept=accept, by=request.user)
    done = _("Taken. The certificate follows.") if accept else _("Left. For 72 hours you can undo it.")
    messages.success(request, done)
    return redirect("entrant:entry", offer.entry.public_id)
