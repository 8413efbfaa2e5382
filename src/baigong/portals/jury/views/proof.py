"""The proof that a sheet that was handed in is the one that was counted, without anybody else's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.models import Assignment
from baigong.domain.selection.models import Selection
from baigong.domain.selection.states import SelectionState
from baigong.kit.errors import Refused
from baigong.kit.files.downloads import disposition
from baigong.kit.http.doors import door
from baigong.portals.jury.views.desk import own_read
from fairjury.record import prove


@door(Can.READ_ENTRY, of=own_read)
def proof(_request: HttpRequest, found: Assignment) -> JsonResponse:
    """The own sheet's leaf and its way to the record's digest; `fairjury` checks it offline."""
    published = Selection.objects.filter(edition=found.entry.edition_id, state=SelectionState.PUBLISHED).first()
    if published is None:
        raise Refused(_("The record opens with the results. From then on the proof is here."))
    try:
        shown = prove(published.record, "ballot", found.entry.public_id, found.judge.key)
    except KeyError as error:
        raise Http404 from error
    headers = {"Content-Disposition": disposition("proof.json"), "Cache-Control": "private, no-store"}
    return JsonResponse(shown, headers=headers, json_dumps_params={"ensure_ascii": False})
