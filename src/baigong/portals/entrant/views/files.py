"""Files: sent one by one while the page stays, handed out as attachments."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import attach, describe
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import takes_words
from baigong.interface.answers import FileShown
from baigong.kit.errors import BadInput
from baigong.kit.files.downloads import send_file, send_preview
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.entrant.forms import AssetForm
from baigong.portals.entrant.loaders import entry_of, evidence_of, part
from baigong.portals.entrant.sheet import file_address, section_of


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


@door(SIGNED_IN, of=evidence_of)
def preview(_request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """A small picture of it, or of its first page."""
    return send_preview(evidence.file)


@door(SIGNED_IN, methods=("GET", "POST"), of=evidence_of)
def about(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """What a file shows, who is in it, whether they agreed."""
    entry = evidence.entry
    told = {"caption": evidence.caption, **evidence.people}
    form = AssetForm(request.POST or None, initial=told, is_writable=takes_words(entry))
    if request.method == "POST" and form.is_valid():
        try:
            describe(evidence, caption=form.cleaned_data["caption"], people=form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("entrant:write", entry.public_id, section_of(entry, evidence.question))
        except BadInput as bad:
            for name, sentence in bad.faults.items():
                form.add_error(name, str(sentence))
    context = {"entry": entry, "form": form, "file": FileShown.of(evidence, file_address(evidence))}
    return render(request, "entrant/asset.html", context, status=422 if form.errors else 200)
