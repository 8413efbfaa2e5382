"""Has the last few entries compared side by side: begins, gives pairs out, keeps each answer and the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.judging.actions.examples import everybody_reads
from baigong.domain.judging.actions.reads import commit_seed, keep_figures, store_assignment, want_figures
from baigong.domain.judging.events import PairsAsked
from baigong.domain.judging.models import (
    Assignment,
    Ballot,
    Candidate,
    Comparison,
    ComparisonVersion,
    Figures,
    Round,
)
from baigong.domain.judging.moves import round_is_open
from baigong.domain.judging.queries.comparing import scored_before
from baigong.domain.judging.states import Better, RoundState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.events import emit
from baigong.kit.policy import SYSTEM, require

Row = tuple[str, str, str]


@transaction.atomic
def ask_pairs(stage: Round, *, by: Any) -> Round:
    """Have the entries nearest the cut found and given to every judge; the seed is committed before that."""
    require(by, Can.ASSIGN_READS, stage)
    scored = scored_before(stage)
    if not stage.pairs or stage.state != RoundState.PLANNED:
        raise Refused(_("Entries are compared once, in a round of pairs that has not begun."))
    if scored is None or scored.state != RoundState.CLOSED:
        raise Refused(_("The reading before has to be closed: it says which entries are compared."))
    commit_seed(stage, by=by)
    audit.record("round.ask_pairs", stage, by=by)
    emit(PairsAsked(round_id=stage.pk))
    return stage


@transaction.atomic
def keep_short_list(stage: Round, *, prior: Mapping[str, Any]) -> int:
    """Give what is compared to every judge, ties apart; `prior` is what the scores say of it."""
    entries = list(Entry.objects.filter(edition=stage.edition_id, public_id__in=prior["entries"]).order_by("public_id"))
    Candidate.objects.bulk_create([Candidate(round=stage, entry=entry) for entry in entries], ignore_conflicts=True)
    Figures.objects.filter(round=stage).update(data={"prior": dict(prior)})
    audit.record("round.keep_short_list", stage, by=SYSTEM, entries=[entry.public_id for entry in entries])
    return store_assignment(stage, everybody_reads(stage, entries), by=SYSTEM, seed=stage.seed)


@transaction.atomic
def keep_pairs(stage: Round, *, rows: Iterable[Row], data: Mapping[str, Any]) -> int:
    """Give out (left entry, right entry, judge), each two once a judge, and keep what the answers say so far."""
    locked = Round.objects.select_for_update().get(pk=stage.pk)
    reads = {
        (entry, judge): pk
        for pk, entry, judge in Assignment.objects.standing()
        .filter(round=locked)
        .values_list("pk", "entry__public_id", "judge__key")
    }
    given = {frozenset(two) for two in Comparison.objects.filter(left__round=locked).values_list("left", "right")}
    wanted = [(reads.get((left, judge)), reads.get((right, judge))) for left, right, judge in rows]
    fresh = [
        Comparison(left_id=a, right_id=b, given_at=time.now()) for a, b in wanted if a and b and {a, b} not in given
    ]
    Comparison.objects.bulk_create(fresh)
    keep_figures(stage.pk, data=data)
    return len(fresh)


@transaction.atomic
def choose(pair: Comparison, *, better: str, version: int, by: Any) -> Comparison:
    """Say which of two is better, say otherwise, or take it back (empty), while the round is open.

    Every answer is a version of its own; raises Stale when another came in between.
    """
    related = ("left__round", "left__judge", "left__entry", "right__judge", "right__entry")
    locked = Comparison.objects.select_for_update(of=("self",)).select_related(*related).get(pk=pair.pk)
    for read in (locked.left, locked.right):
        require(by, Can.SCORE_ENTRY, read)
    if sentence := round_is_open(Ballot(assignment=locked.left)):
        raise Refused(sentence)
    if better not in {"", *Better.values}:
        raise BadInput(_("Something needs a correction."), {"better": _("Choose one of the two, or both alike.")})
    if locked.version != version:
        raise Stale(_("This pair was answered somewhere else in the meantime."), version=locked.version)
    locked.better, locked.version, locked.chosen_at = better, version + 1, time.now()
    locked.save(update_fields=["better", "version", "chosen_at"])
    ComparisonVersion.objects.create(
        comparison=locked, number=locked.version, better=better, chosen_at=locked.chosen_at
    )
    audit.record("pair.choose", locked, by=by, version=locked.version, round_id=locked.left.round_id)
    want_figures(locked.left.round_id)
    return locked
