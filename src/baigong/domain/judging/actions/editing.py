"""Changes single reads by hand: give one, give a list, take one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.judging.actions.reads import commit_seed, keep_away, store_assignment, want_figures
from baigong.domain.judging.models import Assignment, Ballot, Judge, Round
from baigong.domain.judging.queries.pairs import looked_at
from baigong.domain.judging.states import BallotState, RoundState
from baigong.kit import audit, time
from baigong.kit.errors import Refused
from baigong.kit.policy import require
from baigong.kit.text import clean_line


@transaction.atomic
def assign_by_hand(stage: Round, pairs: Iterable[tuple[Entry, Judge]], *, by: Any) -> int:
    """Give these reads out and keep them through every later run; one that may not be refuses all."""
    require(by, Can.ASSIGN_READS, stage)
    wanted = looked_at(stage, pairs, viewer=by)
    keep_away((pair.entry for pair in wanted), by=by)
    if stage.state == RoundState.CLOSED:
        raise Refused(_("This round is closed. Reopen it before you give out more reads."))
    for pair in wanted:
        if pair.faults:
            raise Refused(f"{pair.entry} ・ {pair.judge}: {' '.join(pair.faults)}")
    commit_seed(stage, by=by)
    keys = [(pair.entry.pk, pair.judge.pk) for pair in wanted]
    count = store_assignment(stage, keys, by=by, seed=stage.seed)
    for entry, judge in keys:
        Assignment.objects.filter(round=stage, entry=entry, judge=judge).update(is_fixed=True)
    return count


@transaction.atomic
def take_back(read: Assignment, *, reason: str, by: Any) -> Assignment:
    """Take a read back that is not handed in; the hole can be filled by others."""
    require(by, Can.ASSIGN_READS, read)
    if Ballot.objects.filter(assignment=read, state=BallotState.SUBMITTED).exists():
        raise Refused(_("This sheet is handed in and counts. Only its judge can take it back."))
    read.released_at = time.now()
    read.save(update_fields=["released_at"])
    audit.record("round.take_back", read.round, by=by, read=read.public_id, reason=clean_line(reason))
    want_figures(read.round_id)
    return read
