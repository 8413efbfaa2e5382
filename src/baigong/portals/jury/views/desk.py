"""The judge's desk: the queue, one entry with its rubric, saving, handing in, stepping aside."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.actions.openings import note_opening
from baigong.domain.entries.queries import files_handed_in
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.queries.desk import course_of, judge_of, queue_of, read_of, sheet_of
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import JudgeState
from baigong.interface.ballots import named, split
from baigong.interface.context import current_edition
from baigong.interface.reading import served
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.files.downloads import send_file
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.text import digest
from baigong.portals.jury.forms import ConflictForm
from baigong.portals.jury.pages import desk_page, rows_of


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """My reading list."""
    edition = current_edition(request)
    judge = judge_of(request.user, edition)
    if edition is None or judge is None:
        return render(request, "jury/nobody.html")
    if judge.state == JudgeState.ACCEPTED:
        return redirect("jury:oath")
    page = request.GET.get("page", "1")
    queue = queue_of(request.user, edition, page=int(page) if page.isdecimal() else 1)
    if queue.stage is not None and queue.stage.pairs:
        return redirect("jury:pairs")
    return render(request, "jury/home.html", {"judge": judge, "queue": queue, "rows": rows_of(queue)})


def own_read(request: HttpRequest, public_id: str, **_rest: Any) -> Assignment:
    """One of the person's own reads; anything else does not exist."""
    read = read_of(request.user, public_id) if request.user.is_authenticated else None
    if read is None:
        raise Http404
    return read


@door(Can.READ_ENTRY, of=own_read)
def read(request: HttpRequest, found: Assignment) -> HttpResponse:
    """One entry and the rubric beside it; where entries are compared, the pair that comes next."""
    if found.round.pairs:
        return redirect("jury:pairs")
    note_opening(found.entry, by=request.user, as_judge=True)
    return render(request, "jury/read.html", desk_page(found))


@door(Can.SCORE_ENTRY, methods=("POST",), of=own_read)
def save(request: HttpRequest, found: Assignment) -> JsonResponse:
    """Autosave: what changed, against the version it was changed on."""
    try:
        sent = json.loads(request.body)
        answers, version = dict(sent["answers"]), int(sent["version"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"sentence": _("This could not be read.")}, status=400)
    try:
        ballot = actions.save_ballot(found, **changed(found, answers), version=version, by=request.user)
    except Refused as refusal:
        return not_kept(answers, refusal)
    saved_at = ballot.saved_at.isoformat()
    return JsonResponse({"version": ballot.version, "digest": digest(answers), "saved_at": saved_at})


def changed(found: Assignment, answers: dict[str, Any]) -> dict[str, Any]:
    """The sheet with these answers changed and all others as they were."""
    scores, words, flags = split(answers, Rubric.of(found.round.rubric))
    before = sheet_of(found)
    kept = (before.scores, before.words, before.flags) if before else ({}, {}, [])
    return {"scores": kept[0] | scores, "words": kept[1] | words, "flags": kept[2] if flags is None else flags}


def not_kept(answers: dict[str, Any], refusal: Refused) -> JsonResponse:
    """Why a save changed nothing, for the page's script; both texts where somebody saved in between."""
    if isinstance(refusal, Stale):
        return JsonResponse(_both(answers, refusal), status=refusal.status)
    faults = {name: str(fault) for name, fault in getattr(refusal, "faults", {}).items()}
    return JsonResponse(
        {"sentence": next(iter(faults.values()), str(refusal)), "faults": faults}, status=refusal.status
    )


def _both(answers: dict[str, Any], stale: Stale) -> dict[str, Any]:
    """Both texts of what was changed in two places since the version that the page knew."""
    before, theirs = (named(stale.facts.get(name, {})) for name in ("before", "theirs"))
    return {
        "version": stale.facts["version"],
        "theirs": {name: theirs.get(name, "") for name in answers if theirs.get(name) != before.get(name)},
        "yours": answers,
        "sentence": str(stale),
    }


@door(Can.SCORE_ENTRY, methods=("POST",), of=own_read)
def submit(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Keep what the form says, hand the sheet in, and go on to the next unread entry."""
    answers = {name: request.POST[name] for name in request.POST} | {"flags": request.POST.getlist("flags")}
    try:
        version = int(request.POST.get("version") or 0)
        actions.save_ballot(found, **changed(found, answers), version=version, by=request.user)
        actions.submit_ballot(found, by=request.user)
    except BadInput as wrong:
        return render(request, "jury/read.html", desk_page(found, typed=answers, wrong=wrong), status=wrong.status)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("jury:read", public_id=found.public_id)
    return _onward(request, found)


def _onward(request: HttpRequest, found: Assignment) -> HttpResponse:
    course = course_of(found)
    if not course.next:
        messages.success(request, _("All your entries are read. Thank you."))
        return redirect("jury:home")
    left = len(course.states) - course.done
    messages.success(request, ngettext("Handed in. One to go.", "Handed in. %(n)d to go.", left) % {"n": left})
    return redirect("jury:read", public_id=course.next)


@door(Can.SCORE_ENTRY, methods=("POST",), of=own_read)
def reopen(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Take a sheet back to change it."""
    actions.reopen_ballot(found, by=request.user)
    messages.warning(request, _("Taken back. Hand it in again when it is as you want it."))
    return redirect("jury:read", public_id=found.public_id)


@door(Can.READ_ENTRY, methods=("GET", "POST"), of=own_read)
def conflict(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Step aside: the entry leaves the desk at once."""
    edition = current_edition(request)
    kinds = [(kind.key, str(kind.text)) for kind in document_of(edition).jury.conflicts] if edition else []
    form = ConflictForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        count = actions.declare_conflict(found, by=request.user, **form.cleaned_data)
        gone = ngettext("The entry has left your desk.", "%(n)d entries have left your desk.", count) % {"n": count}
        messages.success(request, _("Thank you.") + " " + gone)
        return redirect("jury:home")
    return render(request, "jury/conflict.html", {"read": found, "form": form}, status=422 if form.errors else 200)


@door(Can.READ_ENTRY, of=own_read)
def file(request: HttpRequest, found: Assignment) -> HttpResponseBase:
    """A file of the entry, cleaned, under a name that says nothing."""
    wanted = request.resolver_match.kwargs["evidence"] if request.resolver_match else ""
    blind = bool(found.round.data.get("blind", True))
    evidence = next((one for one in files_handed_in(found.entry) if one.public_id == wanted), None)
    stored = served(evidence, blind=blind) if evidence else None
    if stored is None:
        raise Http404
    note_opening(found.entry, by=request.user, as_judge=True)
    stored.name = f"{wanted[:6]}.{stored.media_type.rpartition('/')[2]}" if blind else stored.name
    return send_file(stored, in_place=True)
