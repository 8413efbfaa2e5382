"""Takes in what a device kept while it had no network, each message once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from baigong.domain.abilities import Can
from baigong.domain.judging.actions.ballots import Answers, checked, in_order, save_ballot, submit_ballot
from baigong.domain.judging.models import Assignment, Ballot
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.kit.errors import Refused
from baigong.kit.policy import require


@transaction.atomic
def receive_ballot(
    read: Assignment,
    *,
    scores: Answers,
    words: Answers,
    flags: Iterable[str],
    version: int,
    sent: str,
    hands_in: bool,
    by: Any,
) -> tuple[Ballot, str]:
    """Save a sheet, and hand it in if that is wished; the message `sent` does nothing when it comes again.

    Returns the sheet, and the sentence why it could not be handed in. Who says what stands there already contradicts
    nobody; else a version that is not the newest raises Stale with both texts, as every save does.
    """
    require(by, Can.SCORE_ENTRY, read)
    Assignment.objects.select_for_update().get(pk=read.pk)  # two deliveries of one message wait for each other
    tidy = checked(Rubric.of(read.round.rubric), scores, words)
    sheet: dict[str, Any] = {"scores": dict(scores), "words": tidy, "flags": in_order(flags)}
    before = Ballot.objects.filter(assignment=read).first()
    is_same = before is not None and {name: getattr(before, name) for name in sheet} == sheet
    if before and _is_in(before, sent=sent, is_same=is_same):
        return before, ""
    ballot = save_ballot(read, **sheet, version=before.version if before and is_same else version, sent=sent, by=by)
    return _hand_in(read, ballot, by=by) if hands_in else (ballot, "")


def _is_in(ballot: Ballot, *, sent: str, is_same: bool) -> bool:
    """The message has arrived before, or its sheet was handed in as it is before the network went."""
    return (is_same and ballot.state == BallotState.SUBMITTED) or ballot.versions.filter(sent=sent).exists()


def _hand_in(read: Assignment, ballot: Ballot, *, by: Any) -> tuple[Ballot, str]:
    """The words stay where the sheet is not complete yet."""
    try:
        with transaction.atomic():
            return submit_ballot(read, by=by), ""
    except Refused as refusal:
        return ballot, str(refusal)
