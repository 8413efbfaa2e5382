"""What can become what: the moves of an entry."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.entries import errors, queries
from baigong.domain.entries.events import EntryAccepted, EntryRejected, EntryReturned, EntrySubmitted, EntryWithdrawn
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState as S
from baigong.kit import time
from baigong.kit.moves import move, table


def call_is_open(entry: Entry, _by: Any) -> str:
    """Judged by the moment the request reached us, not by when its turn came."""
    if queries.takes_submission(entry, at=time.arrival()):
        return ""
    if entry.state == S.RETURNED:
        return _("The date for corrections has passed. Write to the office; it can give you more time.")
    return errors.closed()


def is_complete(entry: Entry, _by: Any) -> str:
    """Everything required is there and nothing is over its limit."""
    count = len(queries.gaps(entry))
    return (
        ngettext("One thing is still missing.", "{n} things are still missing.", count).format(n=count) if count else ""
    )


MOVES = table(
    Entry,
    move(
        "submit",
        [S.DRAFT, S.SUBMITTED, S.RETURNED],
        S.SUBMITTED,
        Can.SUBMIT_ENTRY,
        call_is_open,
        is_complete,
        emits=EntrySubmitted,
    ),
    move("return", [S.SUBMITTED, S.RETURNED], S.RETURNED, Can.RETURN_ENTRY, emits=EntryReturned),
    move("accept", [S.SUBMITTED, S.INELIGIBLE], S.ELIGIBLE, Can.ACCEPT_ENTRY, emits=EntryAccepted),
    move("reject", [S.SUBMITTED, S.RETURNED], S.INELIGIBLE, Can.ACCEPT_ENTRY, emits=EntryRejected),
    move(
        "withdraw",
        [S.DRAFT, S.SUBMITTED, S.RETURNED, S.ELIGIBLE],
        S.WITHDRAWN,
        Can.WITHDRAW_ENTRY,
        emits=EntryWithdrawn,
    ),
    move("close_reading", [S.ELIGIBLE], S.JUDGED, Can.DECIDE_ENTRY),
    move("decide", [S.ELIGIBLE, S.JUDGED], S.DECIDED, Can.DECIDE_ENTRY),
)
