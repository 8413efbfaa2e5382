"""The desk on a train: what installs it, what may lie on the device, and what comes back from it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions.openings import note_openings
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Judge
from baigong.domain.judging.queries.desk import judge_of, open_reads
from baigong.domain.judging.queries.paper import reads_on_paper
from baigong.interface.context import current_edition
from baigong.interface.packs import pack_of
from baigong.kit.errors import Refused
from baigong.kit.files.downloads import send_bytes
from baigong.kit.http.doors import PUBLIC, SIGNED_IN, door
from baigong.kit.policy import allowed
from baigong.portals.jury.shell import shell
from baigong.portals.jury.views.desk import changed, not_kept, own_read

PAPER = "#f6f5f0"


@door(PUBLIC)
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker: from the root, so that it may stand before the desk and the way out alike."""
    kept = shell()
    site = {
        "version": kept.version,
        "shell": kept.addresses,
        "desk": reverse("jury:home"),
        "list": reverse("jury:away"),
        "nowhere": reverse("jury:nowhere"),
        "leave": reverse("account_logout"),
    }
    script = f'import {{ serve }} from "{static("ui/js/away/worker.js")}";\nserve({json.dumps(site)});\n'
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@door(PUBLIC)
def manifest(_request: HttpRequest) -> JsonResponse:
    """What a device asks before it installs the desk as an app."""
    sizes = {"192x192": "mark-192.png", "512x512": "mark-512.png"}
    told = {
        "id": reverse("jury:home"),
        "name": _("Baigong: judge's desk"),
        "short_name": _("Judge's desk"),
        "start_url": reverse("jury:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"ui/img/{name}"), "sizes": size, "type": "image/png"} for size, name in sizes.items()
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@door(PUBLIC)
def nowhere(request: HttpRequest) -> HttpResponse:
    """What a page says that was not taken along; in both languages, about nobody."""
    return render(request, "jury/nowhere.html")


def own_seat(request: HttpRequest) -> Judge:
    """The person as a judge of the year in view."""
    judge = judge_of(request.user, current_edition(request))
    if judge is None:
        raise Http404
    return judge


@door(SIGNED_IN, of=own_seat)
def away(request: HttpRequest, judge: Judge) -> JsonResponse:
    """The reads whose pages may lie on the judge's device at this moment; whatever is not among them has to go."""
    reads = open_reads(request.user, judge.edition)
    lines = [{"address": reverse("jury:read", args=[public_id]), "is_in": is_in} for public_id, is_in in reads]
    return JsonResponse(
        {"owner": judge.public_id, "token": get_token(request), "home": reverse("jury:home"), "reads": lines}
    )


@door(SIGNED_IN, of=own_seat)
def pack(request: HttpRequest, judge: Judge) -> HttpResponse:
    """The same reads on paper, with a score sheet for each; the file's name says nothing."""
    reads = [read for read in reads_on_paper(judge, person=request.user) if allowed(request.user, Can.READ_ENTRY, read)]
    if not reads:
        raise Refused(_("You have nothing left to read."))
    note_openings(judge.edition, [read.entry.public_id for read in reads], by=request.user, as_judge=True)
    return send_bytes(pack_of(reads), name="entries.pdf", media_type="application/pdf", in_place=True)


@door(Can.SCORE_ENTRY, methods=("POST",), of=own_read)
def receive(request: HttpRequest, found: Assignment) -> JsonResponse:
    """A sheet that a device kept: saved, and handed in if that was meant, once for each id."""
    try:
        message: dict[str, Any] = json.loads(request.body)
        answers, version, sent = dict(message["answers"]), int(message["version"]), str(UUID(message["id"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"sentence": _("This could not be read.")}, status=400)
    sheet = changed(found, answers) | {"version": version, "sent": sent, "hands_in": message.get("hands_in") is True}
    try:
        ballot, sentence = actions.receive_ballot(found, **sheet, by=request.user)
    except Refused as refusal:
        return not_kept(answers, refusal)
    return JsonResponse({"version": ballot.version, "saved_at": ballot.saved_at.isoformat(), "sentence": sentence})
