"""Opens an approved list at its time: awards are made here, in one transaction, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from baigong.domain.editions.models import Prize
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState
from baigong.domain.selection.actions.deciding import unfreeze
from baigong.domain.selection.events import ResultsPublished
from baigong.domain.selection.models import Award, Selection
from baigong.domain.selection.queries.digest import winners_of
from baigong.domain.selection.states import SelectionState
from baigong.kit import audit, time
from baigong.kit.errors import Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform, perform_many
from baigong.kit.policy import SYSTEM


@transaction.atomic
def publish(selection: Selection, *, by: Any = SYSTEM) -> Selection:
    """Check approvals, digest and time, make the awards, and bring every entry of the year to the same state."""
    published: Selection = perform(selection, "publish", by=by)
    at = time.now()
    Award.objects.bulk_create(_awards(published, at=at), batch_size=500)
    judged = Entry.objects.filter(edition=published.edition_id, state__in=(EntryState.ELIGIBLE, EntryState.JUDGED))
    perform_many(judged, "decide", by=SYSTEM)
    published.published_at = at
    published.save(update_fields=["published_at"])
    audit.record("selection.award", published, by=by, digest=published.digest)
    emit(ResultsPublished(selection_id=published.pk, edition_id=published.edition_id))
    return published


def _awards(selection: Selection, *, at: Any) -> list[Award]:
    """One award a winner and prize, in an order that says nothing about rank."""
    prizes = {prize.key: prize for prize in Prize.objects.filter(edition=selection.edition_id)}
    entries = dict(Entry.objects.filter(edition=selection.edition_id).values_list("public_id", "pk"))
    return [
        Award(entry_id=entries[entry], prize=prizes[prize], selection=selection, awarded_at=at)
        for prize, entry in winners_of(selection)
    ]


def publish_due() -> int:
    """Open what is due; where anything is not as approved, nothing opens, and the office is told."""
    opened = 0
    for selection in Selection.objects.filter(state=SelectionState.APPROVED, publish_at__lte=time.now()):
        try:
            publish(selection)
            opened += 1
        except Refused as refusal:
            stop(selection, reason=str(refusal))
    return opened


@transaction.atomic
def stop(selection: Selection, *, reason: str) -> Selection:
    """Keep a list closed that is not what was approved; it has to be proposed anew."""
    stopped: Selection = perform(selection, "stop", by=SYSTEM, reason=reason)
    return unfreeze(stopped)
