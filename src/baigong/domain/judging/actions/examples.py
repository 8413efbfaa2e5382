"""Gives every judge the same few entries to read first, so that all find a common measure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.judging.actions.reads import commit_seed, keep_away, store_assignment
from baigong.domain.judging.models import Candidate, Judge, Round
from baigong.domain.judging.states import JudgeState, RoundState
from baigong.kit import audit
from baigong.kit.errors import BadInput, Refused
from baigong.kit.policy import require

MOST = 8


@transaction.atomic
def give_examples(stage: Round, entries: Iterable[Entry], *, by: Any) -> int:
    """Everybody who is sworn in reads these, ties apart; returns how many reads went out. Nothing of it counts."""
    require(by, Can.ASSIGN_READS, stage)
    if not stage.is_example or stage.state == RoundState.CLOSED:
        raise Refused(_("Examples are given out in a round of examples that is not over."))
    chosen = list(dict.fromkeys(entries))
    if not 1 <= len(chosen) <= MOST:
        sentence = _("Choose between one and %(most)d entries.") % {"most": MOST}
        raise BadInput(sentence, {"entries": sentence})
    keep_away(chosen, by=by)
    commit_seed(stage, by=by)
    Candidate.objects.bulk_create([Candidate(round=stage, entry=entry) for entry in chosen], ignore_conflicts=True)
    audit.record("round.give_examples", stage, by=by, entries=[entry.public_id for entry in chosen])
    return store_assignment(stage, everybody_reads(stage, chosen), by=by, seed=stage.seed)


def everybody_reads(stage: Round, chosen: list[Entry]) -> list[tuple[int, int]]:
    """Each of these to every judge who is sworn in and not bound to it."""
    tied = set(Tie.objects.standing().filter(entry__in=chosen).values_list("entry", "person"))
    sworn = Judge.objects.filter(edition=stage.edition_id, state=JudgeState.SWORN)
    return [(entry.pk, judge.pk) for judge in sworn for entry in chosen if (entry.pk, judge.person_id) not in tied]
