"""The office rules on trouble of ours before the close: as much more time for all, or none and why."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import decline_redress, grant_redress
from baigong.domain.editions.models import Edition, Redress
from baigong.domain.editions.queries import Proposal
from baigong.kit.errors import Refused
from baigong.kit.http.doors import door
from baigong.portals.office.edition.loading import Work
from baigong.portals.office.edition.versions import whole


def reasons_of(due: Proposal) -> dict[str, str]:
    """What the letters would say, in both languages, whichever the office reads."""
    return {name: _reason(due.minutes, language) for name, language in (("chinese", "zh-hant"), ("english", "en"))}


def _reason(minutes: int, language: str) -> str:
    with override(language):
        return ngettext(
            "For %(n)s minute before the close our server could not take everything that was sent."
            " Everybody gets as much more time.",
            "For %(n)s minutes before the close our server could not take everything that was sent."
            " Everybody gets as much more time.",
            minutes,
        ) % {"n": minutes}


@door(Can.CHANGE_EDITION, methods=("POST",), of=whole)
def rule(request: HttpRequest, work: Work) -> HttpResponse:
    """One press; what came to light since the page was opened is proposed anew."""
    try:
        ruled = _ruled(request, work.edition)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The date is moved; those affected are told.") if ruled.extension else _("The date stays.")
        )
    return redirect("office:edition_extend", slug=work.edition.slug)


def _ruled(request: HttpRequest, edition: Edition) -> Redress:
    seen, reason = _seen(request), request.POST.get("reason", "")
    if request.POST.get("do") != "grant":
        return decline_redress(edition, seen=seen, reason=reason, by=request.user)
    english = request.POST.get("reason_en", "")
    return grant_redress(edition, seen=seen, reason=reason, reason_en=english, by=request.user)


def _seen(request: HttpRequest) -> datetime:
    try:
        seen = datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    if seen is None or seen.tzinfo is None:
        raise Refused(_("This could not be read. Reload the page and try again."))
    return seen
