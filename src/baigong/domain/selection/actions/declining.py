"""A team does not want its award: its word waits for three days, and then for the second name of a director."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.events import AwardDeclined
from baigong.domain.selection.models import Award, Correction
from baigong.kit import audit, time
from baigong.kit.errors import Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.text import clean_line


@transaction.atomic
def decline_award(award: Award, *, by: Any, reason: str = "") -> Correction:
    """Say that the team does not want it; until it is confirmed, award and certificate stand."""
    require(by, Can.DECLINE_AWARD, award)
    if award.revoked_at:
        raise Refused(_("This award does not stand any more."))
    said = clean_line(reason)[:300] or _("Declined by the team.")
    try:
        with transaction.atomic():
            made = Correction.objects.create(award=award, reason=said, proposed_at=time.now(), proposed_by=by)
    except IntegrityError as error:
        raise Refused(_("The office is looking at this award. Write to it.")) from error
    audit.record("award.decline", award, by=by, correction=made.public_id, reason=said)
    emit(AwardDeclined(correction_id=made.pk))
    return made


def keep_award(correction: Correction, *, by: Any) -> Correction:
    """The team wants it after all; possible until a director has confirmed."""
    kept: Correction = perform(correction, "keep", by=by)
    return kept
