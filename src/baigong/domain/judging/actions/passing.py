"""Lets entries pass on into the next round: asks what the rule finds, changes it by hand with a reason, settles it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.judging.actions.reads import commit_seed
from baigong.domain.judging.events import PassageAsked
from baigong.domain.judging.models import Candidate, Passage, Round
from baigong.domain.judging.queries.rounds import next_round
from baigong.domain.judging.states import PassageState, RoundState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.policy import require
from baigong.kit.text import Bilingual, clean


@transaction.atomic
def ask_passage(stage: Round, *, by: Any) -> Passage:
    """Ask what passes on out of a closed round; nothing passes before somebody has looked."""
    require(by, Can.ADVANCE_ENTRIES, stage)
    _next(stage)
    if stage.state != RoundState.CLOSED:
        raise Refused(_("Close this round first; what passes on is found when all sheets are in."))
    commit_seed(stage, by=by)
    passage = Passage.objects.create(round=stage, asked_at=time.now())
    audit.record("round.ask_passage", stage, by=by, passage=passage.public_id)
    emit(PassageAsked(passage_id=passage.pk))
    return passage


def _next(stage: Round) -> Round:
    """The round to pass into; raises Refused when there is none or it has begun."""
    after = next_round(stage)
    if after is None:
        raise Refused(_("There is no round after this one."))
    if after.state != RoundState.PLANNED:
        raise Refused(_("The next round has begun; what it is about is settled."))
    return after


def keep_passage(passage: Passage, *, lines: list[list[Any]]) -> Passage:
    """Write down what the rule found."""
    passage.state, passage.lines, passage.done_at = PassageState.FOUND, lines, time.now()
    passage.save(update_fields=["state", "lines", "done_at"])
    return passage


def keep_passage_problem(passage: Passage, *, problem: Bilingual) -> Passage:
    """Write down why the rule finds nothing."""
    passage.state, passage.problem, passage.done_at = PassageState.FAILED, problem, time.now()
    passage.save(update_fields=["state", "problem", "done_at"])
    return passage


@transaction.atomic
def change_passage(passage: Passage, entry: Entry, *, passes: bool, reason: str, by: Any) -> Passage:
    """Let one entry pass, or stay, otherwise than the rule found; the reason is kept."""
    require(by, Can.ADVANCE_ENTRIES, passage.round)
    locked = _found(passage)
    if not clean(reason):
        sentence = _("Say why it is otherwise than the rule found.")
        raise BadInput(sentence, {"reason": sentence})
    if entry.public_id not in {line[0] for line in locked.lines}:
        raise Refused(_("This entry is not part of the round."))
    locked.changes = [*locked.changes, [entry.public_id, passes, clean(reason)]]
    locked.save(update_fields=["changes"])
    audit.record("round.change_passage", locked.round, by=by, entry=entry.public_id, passes=passes, reason=reason)
    return locked


def _found(passage: Passage) -> Passage:
    locked = Passage.objects.select_for_update(of=("self",)).select_related("round").get(pk=passage.pk)
    if locked.state != PassageState.FOUND:
        raise Refused(_("What passes on is settled already, or not found yet."))
    return locked


def passed(passage: Passage) -> list[str]:
    """The keys of the entries that pass: the rule's, changed by hand."""
    verdicts = {line[0]: bool(line[4]) for line in passage.lines}
    verdicts |= {entry: bool(passes) for entry, passes, _reason in passage.changes}
    return [entry for entry, passes in verdicts.items() if passes]


@transaction.atomic
def settle_passage(passage: Passage, *, by: Any) -> int:
    """From now on the next round is about these entries and no others; returns how many."""
    require(by, Can.ADVANCE_ENTRIES, passage.round)
    locked = _found(passage)
    onto, keys = _next(locked.round), passed(locked)
    if not keys:
        raise Refused(_("Nothing would pass on. Change the rule of the edition, or let single entries pass."))
    entries = Entry.objects.filter(edition=onto.edition_id, public_id__in=keys).order_by("public_id")
    Candidate.objects.filter(round=onto).delete()
    Candidate.objects.bulk_create([Candidate(round=onto, entry=entry) for entry in entries], batch_size=500)
    locked.state, locked.settled_at, locked.settled_by = PassageState.SETTLED, time.now(), by
    locked.save(update_fields=["state", "settled_at", "settled_by"])
    audit.record("round.settle_passage", onto, by=by, entries=sorted(keys), changes=locked.changes)
    return len(keys)
