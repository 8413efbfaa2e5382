"""Files: sent one by one while the page stays, handed out as attachments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import attach
from baigong.domain.entries.models import Entry, Evidence
from baigong.kit.errors import BadInput
from baigong.kit.files.downloads import send_file
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.entrant.loaders import entry_of, evidence_of, part


@door(Can.EDIT_ENTRY, methods=("POST",), of=entry_of)
def upload(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take one file for one question; answers with the version that names it."""
    sent = request.FILES.get("file")
    if sent is None:
        raise BadInput(_("No file arrived. Choose it again."))
    evidence = attach(entry, question=part(request, "question"), upload=sent, by=request.user)
    return JsonResponse({"id": evidence.public_id, "name": evidence.file.name, "version": entry.version}, status=201)


@door(SIGNED_IN, of=evidence_of)
def download(_request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """A file of the own team, under its own name."""
    return send_file(evidence.file)
