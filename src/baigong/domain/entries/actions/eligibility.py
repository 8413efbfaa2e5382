"""What the office decides about an entry that was handed in.

Rows are written before the move, so that its letter can read them; where the move is refused they are taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.entries.models import Correction, Entry
from baigong.kit import time
from baigong.kit.errors import BadInput
from baigong.kit.moves import perform
from baigong.kit.text import clean

Ticket = tuple[str, str]
"""(key of a question or "", what is to be put right)"""


@transaction.atomic
def return_entry(
    entry: Entry, *, due_at: datetime, by: Any, reason: str = "", question: str = "", tickets: Iterable[Ticket] = ()
) -> Entry:
    """補正: ask the team to put something right by a date; `tickets` asks for more things in the same letter.

    An entry that is out already can be asked for more, which also gives it the later of the dates.
    """
    asked = [ticket for ticket in ((question, reason), *tickets) if clean(ticket[1])]
    _check(asked, due_at=due_at)
    rows = [
        Correction(entry=entry, question=key, reason=clean(text), due_at=due_at, asked_at=time.now())
        for key, text in asked
    ]
    Correction.objects.bulk_create(rows)
    fresh: Entry = perform(entry, "return", by=by, reason=clean(asked[0][1]), tickets=len(asked), due_at=due_at)
    return fresh


def _check(asked: list[Ticket], *, due_at: datetime) -> None:
    faults = {}
    if not asked:
        faults["reason"] = _("Say what is to be put right; the team will read exactly this.")
    if due_at <= time.now():
        faults["due_at"] = _("The date must lie ahead.")
    if faults:
        raise BadInput(_("Something needs a correction."), faults)


@transaction.atomic
def accept_entry(entry: Entry, *, by: Any, reason: str = "") -> Entry:
    """The entry is eligible and goes to the jury."""
    _rule(entry, is_eligible=True, reason=reason, by=by)
    fresh: Entry = perform(entry, "accept", by=by, reason=clean(reason))
    return fresh


@transaction.atomic
def reject_entry(entry: Entry, *, reason: str, by: Any) -> Entry:
    """The entry is not eligible; the team reads the reason."""
    if not clean(reason):
        raise BadInput(_("Something needs a correction."), {"reason": _("Say why; the team will read exactly this.")})
    _rule(entry, is_eligible=False, reason=reason, by=by)
    fresh: Entry = perform(entry, "reject", by=by, reason=clean(reason))
    return fresh


def _rule(entry: Entry, *, is_eligible: bool, reason: str, by: Any) -> None:
    entry.rulings.create(
        is_eligible=is_eligible, reason=clean(reason), ruled_at=time.now(), ruled_by=by if by.pk else None
    )
