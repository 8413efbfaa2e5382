"""What can become what: the moves of an entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.entries import errors, queries
from baigong.domain.entries.events import (
    EntryAccepted,
    EntryRejected,
    EntryReturned,
    EntrySubmitted,
    EntryWithdrawn,
    TrackAnswered,
    WithdrawalUndone,
)
from baigong.domain.entries.models import Entry, Revelation, TrackMove
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.entries.states import EntryState as S
from baigong.domain.entries.states import RevelationState as R
from baigong.domain.entries.states import TrackMoveState as T
from baigong.kit import time
from baigong.kit.moves import move, table

WITHDRAWABLE = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.ELIGIBLE)


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


def was(state: S) -> Callable[[Entry, Any], str]:
    """It goes back to where it came from, within three days and not past the judges."""

    def may_undo(entry: Entry, _by: Any) -> str:
        if entry.withdrawn_at is None or entry.withdrawn_from != state:
            return _("This entry was withdrawn from another place.")
        if time.now() > entry.withdrawn_at + UNDO_FOR:
            return _("A withdrawal can be undone for 72 hours. Write to the office if it was a mistake.")
        if state == S.ELIGIBLE and queries.is_reading_over(entry):
            return _("The judges have finished by now. Write to the office if it was a mistake.")
        return ""

    return may_undo


def is_undecided(track_move: TrackMove, _by: Any) -> str:
    """Only an entry the judges do not have yet changes its track."""
    if track_move.entry.state in {S.SUBMITTED, S.RETURNED}:
        return ""
    return _("The entry is past the point where its track can change.")


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
        WITHDRAWABLE,
        S.WITHDRAWN,
        Can.WITHDRAW_ENTRY,
        emits=EntryWithdrawn,
    ),
    *(
        move(f"undo_to_{state}", [S.WITHDRAWN], state, Can.WITHDRAW_ENTRY, was(state), emits=WithdrawalUndone)
        for state in WITHDRAWABLE
    ),
    move("close_reading", [S.ELIGIBLE], S.JUDGED, Can.DECIDE_ENTRY),
    move("decide", [S.ELIGIBLE, S.JUDGED], S.DECIDED, Can.DECIDE_ENTRY),
)

TRACK_MOVES = table(
    TrackMove,
    move("agree", [T.WAITING], T.AGREED, Can.ANSWER_TRACK, is_undecided, emits=TrackAnswered),
    move("decline", [T.WAITING], T.DECLINED, Can.ANSWER_TRACK, emits=TrackAnswered),
    move("take_back", [T.WAITING], T.TAKEN_BACK, Can.PROPOSE_TRACK),
)

REVELATIONS = table(
    Revelation,
    move("cover", [R.FOUND, R.LEFT], R.COVERED, Can.RULE_REVELATION),
    move("leave", [R.FOUND, R.COVERED], R.LEFT, Can.RULE_REVELATION),
)
