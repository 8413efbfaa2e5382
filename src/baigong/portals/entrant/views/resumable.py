"""Large files in parts: begun for one question, gone on with after any break, attached when whole."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import attach_begun
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import limits_of
from baigong.kit.errors import Stale
from baigong.kit.files import tus
from baigong.kit.files.models import Upload
from baigong.kit.files.uploads import append, assembled, begin, discard
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.entrant.loaders import entry_of, part

MEGABYTE = 1024 * 1024


def upload_of(request: HttpRequest, public_id: str, upload: str) -> Upload:
    """An upload that the person began for this entry."""
    own = Upload.objects.filter(owner_id=request.user.pk, about__startswith=f"{public_id}:")
    found: Upload = get_object_or_404(own, public_id=upload)
    return found


@door(Can.EDIT_ENTRY, methods=("POST",), of=entry_of)
def start(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Announce a file for one question; the answer says where its parts go."""
    name, size = tus.announced(request)
    about = f"{entry.public_id}:{part(request, 'question')}"
    most = limits_of(entry).file_mb * MEGABYTE
    begun = begin(owner=request.user, about=about, name=name, size=size, most=most)
    response = tus.answer(status=201, upload=begun)
    response.headers["Location"] = reverse("entrant:part", args=[entry.public_id, begun.public_id])
    return response


@door(SIGNED_IN, methods=("HEAD", "PATCH", "DELETE"), of=upload_of)
def go_on(request: HttpRequest, upload: Upload) -> HttpResponse:
    """How far it has come, the next part, or an end to it."""
    if request.method == "DELETE":
        discard(upload)
        return tus.answer(status=204)
    if request.method == "PATCH":
        try:
            upload = append(upload, offset=tus.number(request, "Upload-Offset"), data=tus.part_of(request, upload))
        except Stale:
            return tus.answer(status=409, upload=upload)
        if upload.is_complete:
            return _attach(request, upload)
    return tus.answer(status=204 if request.method == "PATCH" else 200, upload=upload)


def _attach(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The file is whole: look into it and let the answer name it; refused or not, its parts are done with."""
    public_id, _colon, question = upload.about.partition(":")
    entry = Entry.objects.of_member(request.user).filter(public_id=public_id).select_related("edition", "sheet").first()
    if entry is None:
        raise Http404
    try:
        with assembled(upload) as whole:
            evidence = attach_begun(entry, question=question, upload=whole, begun_at=upload.begun_at, by=request.user)
    finally:
        discard(upload)
    told = {"id": evidence.public_id, "name": evidence.file.name, "version": entry.version}
    return tus.dressed(JsonResponse(told), upload=upload)
