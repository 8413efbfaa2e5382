"""Asks the engine for a list, keeps its answer, and lets the meeting overrule it with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Prize
from baigong.domain.entries.models import Entry
from baigong.domain.judging.actions.reads import commit_seed
from baigong.domain.judging.models import Round
from baigong.domain.judging.queries.rounds import reading_rounds
from baigong.domain.judging.states import RoundState
from baigong.domain.selection.events import SelectionAsked
from baigong.domain.selection.models import Meeting, Placement, Selection
from baigong.domain.selection.result import Line, Result
from baigong.domain.selection.states import MeetingState, SelectionState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.policy import SYSTEM, require
from baigong.kit.text import Bilingual, clean_line


@transaction.atomic
def sign_uneven(stage: Round, *, reason: str, by: Any) -> Selection:
    """Ask anew and answer for entries in doubt that were read less often than others; reason and name are kept."""
    require(by, Can.SIGN_UNEVEN, stage)
    latest = Selection.objects.filter(round=stage).first()
    if latest is None or not latest.record.get("may_sign"):
        raise Refused(_("There is nothing to sign for."))
    if not (signed := clean_line(reason)[:300]):
        raise BadInput(_("Something needs a correction."), {"reason": _("Say why; it is kept with the decision.")})
    return ask_selection(stage, by=by, signed=signed)


@transaction.atomic
def ask_selection(stage: Round, *, by: Any, signed: str = "") -> Selection:
    """Ask for the winners of all prizes from the sheets of a round; the seed is the one committed with its reads."""
    require(by, Can.SIGN_UNEVEN if signed else Can.COMPUTE_SELECTION, stage)
    if reading_rounds(stage.edition_id)[-1].pk != stage.pk:
        raise Refused(_("Another round of reading comes first. Let entries pass on into it."))
    if Round.objects.filter(edition=stage.edition_id, pairs__gt=0, state=RoundState.OPEN).exists():
        raise Refused(_("Entries are being compared. Close that round first: its answers count."))
    commit_seed(stage, by=by)
    selection = Selection.objects.create(
        edition_id=stage.edition_id,
        round=stage,
        seed=stage.seed,
        created_at=time.now(),
        signed=signed,
        signed_by=by if signed else None,
    )
    audit.record("selection.ask", selection, by=by, signed=signed)
    emit(SelectionAsked(selection_id=selection.pk, edition_id=stage.edition_id))
    return selection


@transaction.atomic
def store_result(selection: Selection, result: Result) -> Selection:
    """Keep the engine's lines and its record."""
    computed: Selection = perform(selection, "compute", by=SYSTEM)
    entries = dict(Entry.objects.filter(edition=selection.edition_id).values_list("public_id", "pk"))
    Placement.objects.bulk_create(
        [_placement(computed, entries[line.entry], line) for line in result.lines], batch_size=500
    )
    computed.record, computed.computed_at = result.record, time.now()
    computed.save(update_fields=["record", "computed_at"])
    return computed


def _placement(selection: Selection, entry: int, line: Line) -> Placement:
    return Placement(
        selection=selection,
        entry_id=entry,
        mean=line.mean,
        merit=line.merit,
        error=line.error,
        chances=line.chances,
        zone=line.zone,
        rank=line.rank,
        prizes=line.prizes,
        reason=line.reason,
    )


@transaction.atomic
def store_problem(selection: Selection, *, problem: Bilingual, may_sign: bool = False) -> Selection:
    """Keep why there is no list, and whether the office may sign for it; such a selection is void."""
    void: Selection = perform(selection, "void", by=SYSTEM, reason=problem.en)
    void.record, void.computed_at = {"problem": problem.data(), "may_sign": may_sign}, time.now()
    void.save(update_fields=["record", "computed_at"])
    return void


@transaction.atomic
def overrule(selection: Selection, entry: Entry, *, prizes: list[str], reason: str, by: Any) -> Placement:
    """Give an entry other prizes than the ranking did, outside a meeting; the reason goes into the record."""
    require(by, Can.PROPOSE_SELECTION, selection)
    if Meeting.objects.filter(selection=selection).exclude(state=MeetingState.CALLED).exists():
        raise Refused(_("The meeting decides about this list. Take the entry up there."))
    return change_prizes(
        selection, Placement.objects.get(selection=selection, entry=entry), prizes=prizes, reason=reason, by=by
    )


def change_prizes(selection: Selection, placement: Placement, *, prizes: list[str], reason: str, by: Any) -> Placement:
    """Write a change against the ranking down; frozen, it stands in the record with the hash of its reason."""
    locked = Selection.objects.select_for_update().get(pk=selection.pk)
    if locked.state != SelectionState.COMPUTED:
        raise Refused(_("This list is frozen. Take it back before you change it."))
    if not reason.strip():
        sentence = _("Say why the meeting decides otherwise.")
        raise BadInput(sentence, {"reason": sentence})
    entry = placement.entry.public_id
    known = list(Prize.objects.filter(edition=selection.edition_id, key__in=prizes).values_list("key", flat=True))
    before, placement.prizes, placement.overruled = placement.prizes, known, reason.strip()
    placement.save(update_fields=["prizes", "overruled"])
    audit.record("selection.overrule", locked, by=by, entry=entry, before=before, after=known, reason=reason)
    return placement
