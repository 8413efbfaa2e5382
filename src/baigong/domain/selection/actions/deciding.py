"""Freezes a list, has a second person approve it, takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.editions.queries import milestone_at
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.digest import digest_of, overruled_in
from baigong.kit import time
from baigong.kit.errors import BadInput
from baigong.kit.moves import perform
from fairjury.record import decided

MILESTONE = "results_published"
PROPOSAL = ("proposed_by", "proposed_at", "publish_at", "approved_by", "approved_at")


@transaction.atomic
def propose(selection: Selection, *, by: Any, publish_at: datetime | None = None) -> Selection:
    """Freeze the record with what the meeting decided, to be opened at `publish_at` or at the edition's own time."""
    opens = publish_at or milestone_at(selection.edition, MILESTONE)
    if opens is None or opens <= time.now():
        sentence = _("Choose a time that is still to come.")
        raise BadInput(sentence, {"publish_at": sentence})
    proposed: Selection = perform(selection, "propose", by=by, publish_at=opens)
    proposed.proposed_by, proposed.proposed_at, proposed.publish_at = by, time.now(), opens
    proposed.approved_by = proposed.approved_at = None
    changes = overruled_in(proposed)
    if changes or proposed.record.get("decisions"):
        proposed.record = decided(proposed.record, changes)
    proposed.digest = digest_of(proposed)
    proposed.save(update_fields=[*PROPOSAL, "record", "digest"])
    return proposed


def approve(selection: Selection, *, by: Any, digest: str = "") -> Selection:
    """Put a second name to the list; `digest` says which list the person has looked at."""
    with transaction.atomic():
        locked = Selection.objects.select_for_update().get(pk=selection.pk)
        if digest and digest != locked.digest:
            raise BadInput(_("The list has changed since you opened it. Look at it once more."), {})
        Selection.objects.filter(pk=locked.pk, state="proposed").exclude(proposed_by=by.pk).update(approved_by=by.pk)
        approved: Selection = perform(locked, "approve", by=by, digest=locked.digest)
        approved.approved_by, approved.approved_at = by, time.now()
        approved.save(update_fields=["approved_by", "approved_at"])
    return approved


def revise(selection: Selection, *, reason: str, by: Any) -> Selection:
    """Take a proposed or approved list back to change it; every approval falls."""
    with transaction.atomic():
        revised: Selection = perform(selection, "revise", by=by, reason=reason)
        return unfreeze(revised)


def unfreeze(selection: Selection) -> Selection:
    """Forget proposal and approval; the chain remembers them."""
    selection.digest, selection.publish_at = "", None
    selection.proposed_by = selection.proposed_at = selection.approved_by = selection.approved_at = None
    selection.save(update_fields=["digest", *PROPOSAL])
    return selection


def void(selection: Selection, *, reason: str, by: Any) -> Selection:
    """End a list for good."""
    voided: Selection = perform(selection, "void", by=by, reason=reason)
    return voided
