"""The letter of thanks, once the results are out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baigong.domain.judging.models import Judge
from baigong.domain.judging.states import JudgeState
from baigong.domain.selection.queries.proofs import published_at
from baigong.interface.thanks import thanks_page
from baigong.kit.documents.rendering import render_pdf
from baigong.kit.errors import Refused
from baigong.kit.files.downloads import send_bytes
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.portals.jury.views.joining import own_judgeship


@door(SIGNED_IN, of=own_judgeship)
def thanks(_request: HttpRequest, judge: Judge) -> HttpResponse:
    """Hours and reads as a PDF."""
    at = published_at(judge.edition)
    if at is None or judge.state not in {JudgeState.SWORN, JudgeState.LEFT}:
        raise Refused(_("The letter of thanks comes with the results."))
    language = "en" if (get_language() or "").startswith("en") else "zh-hant"
    content = render_pdf("thanks", thanks_page(judge), language=language, at=at)
    return send_bytes(content, name=f"{_('With thanks')}.pdf", media_type="application/pdf", in_place=True)
