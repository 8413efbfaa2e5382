"""What can become what: the moves of an entry."""

from __future__ import annotations

from baigong.domain.abilities import Can
from baigong.domain.entries.events import EntryAccepted, EntryRejected, EntryReturned, EntrySubmitted, EntryWithdrawn
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState as S
from baigong.kit.moves import move, table

MOVES = table(
    Entry,
    move("submit", [S.DRAFT, S.SUBMITTED, S.RETURNED], S.SUBMITTED, Can.SUBMIT_ENTRY, emits=EntrySubmitted),
    move("return", [S.SUBMITTED], S.RETURNED, Can.RETURN_ENTRY, emits=EntryReturned),
    move("accept", [S.SUBMITTED, S.INELIGIBLE], S.ELIGIBLE, Can.ACCEPT_ENTRY, emits=EntryAccepted),
    move("reject", [S.SUBMITTED], S.INELIGIBLE, Can.ACCEPT_ENTRY, emits=EntryRejected),
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
