"""Asks how many readers a year needs, and keeps the answer with the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.judging.events import OutlookAsked
from baigong.domain.judging.models import Outlook
from baigong.kit import audit, time
from baigong.kit.events import emit
from baigong.kit.policy import require


@transaction.atomic
def ask_outlook(edition: Edition, *, given: Mapping[str, Any], by: Any) -> Outlook:
    """Ask for a forecast: expected `entries` and `judges`, `hours_per_read`, `hours_each`, `character`."""
    require(by, Can.CHANGE_EDITION, edition)
    outlook = Outlook.objects.create(edition=edition, given=dict(given), asked_at=time.now())
    audit.record("edition.ask_outlook", edition, by=by, **given)
    emit(OutlookAsked(outlook_id=outlook.pk))
    return outlook


def keep_outlook(outlook: Outlook, *, lines: list[dict[str, Any]], advice: list[dict[str, str]]) -> None:
    """Write the forecast down."""
    outlook.lines, outlook.advice, outlook.done_at = lines, advice, time.now()
    outlook.save(update_fields=["lines", "advice", "done_at"])
