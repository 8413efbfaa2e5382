"""The office rules on trouble of ours before the close: as much more time for all, or none and why."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import decline_redress, grant_redress
from baigong.kit.errors import Refused
from baigong.kit.http.doors import door
from baigong.portals.office.edition.loading import Work
from baigong.portals.office.edition.versions import whole

RULINGS = {"grant": grant_redress, "decline": decline_redress}


@door(Can.CHANGE_EDITION, methods=("POST",), of=whole)
def rule(request: HttpRequest, work: Work) -> HttpResponse:
    """One press; what came to light since the page was opened is proposed anew."""
    act = RULINGS.get(request.POST.get("do", ""), decline_redress)
    try:
        ruled = act(work.edition, seen=_seen(request), reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The date is moved; those affected are told.") if ruled.extension else _("The date stays.")
        )
    return redirect("office:edition_extend", slug=work.edition.slug)


def _seen(request: HttpRequest) -> datetime:
    try:
        seen = datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    if seen is None or seen.tzinfo is None:
        raise Refused(_("This could not be read. Reload the page and try again."))
    return seen
