"""Puts results right by two people: gives an award that was withheld, takes one back, offers its place on."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Prize
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.selection.events import AwardAdded, AwardRevoked, PlaceOffered
from baigong.domain.selection.models import Award, Correction, Objection, Offer, Selection
from baigong.domain.selection.queries.successors import inner_awards, next_in_line
from baigong.domain.selection.states import CorrectionState, ObjectionState, OfferState, SelectionState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.text import clean_line


@transaction.atomic
def award_late(objection: Objection, prize: Prize, *, by: Any) -> Award:
    """Put a result right after a justified question: the award that was withheld, by somebody who did not answer.

    Nobody else loses an award by it; the certificate and the page of the library follow as for all others.
    """
    require(by, Can.APPROVE_CORRECTION, objection)
    _require_upheld(objection)
    if objection.answered_by_id == by.pk:
        raise Refused(_("You answered this question yourself. A second person has to give the award."))
    award = _award(objection.entry, prize)
    audit.record("objection.award", objection, by=by, prize=prize.key, award=award.public_id)
    return award


def _require_upheld(objection: Objection) -> None:
    if objection.state != ObjectionState.UPHELD:
        raise Refused(_("Only a question that was found justified changes a result."))


def _award(entry: Entry, prize: Prize) -> Award:
    """An award after the publication; one that was taken back is not given again."""
    around = Award.objects.filter(entry=entry, prize__key=prize.within, revoked_at=None)
    if prize.within and not around.exists():
        raise Refused(_("This prize is given within another one that the entry does not have."))
    selection = Selection.objects.get(edition=entry.edition_id, state=SelectionState.PUBLISHED)
    award, is_new = Award.objects.get_or_create(
        entry=entry, prize=prize, defaults={"selection": selection, "awarded_at": time.now()}
    )
    if not is_new:
        raise Refused(_("This entry has this award already."))
    emit(AwardAdded(selection_id=selection.pk, edition_id=selection.edition_id))
    return award


@transaction.atomic
def propose_correction(award: Award, *, objection: Objection, reason: str, by: Any, goes_on: bool = True) -> Correction:
    """Propose to take an award back after a justified question; nothing changes before a second person agrees."""
    require(by, Can.PROPOSE_CORRECTION, award)
    _require_upheld(objection)
    said = clean_line(reason)[:300]
    if not said:
        raise BadInput(_("Something needs a correction."), {"reason": _("Say why; it is kept with the decision.")})
    if award.revoked_at or award.selection.edition_id != objection.edition_id:
        raise Refused(_("This award does not stand any more."))
    try:
        with transaction.atomic():
            made = Correction.objects.create(
                award=award, objection=objection, reason=said, goes_on=goes_on, proposed_at=time.now(), proposed_by=by
            )
    except IntegrityError as error:
        raise Refused(_("Somebody has proposed this already.")) from error
    audit.record("correction.propose", made, by=by, award=award.public_id, reason=said, goes_on=goes_on)
    return made


def drop_correction(correction: Correction, *, by: Any) -> Correction:
    """The award stands after all; only where the office had proposed to take it back."""
    dropped: Correction = perform(correction, "drop", by=by)
    return dropped


@transaction.atomic
def approve_correction(correction: Correction, *, by: Any) -> Correction:
    """Take the award back, and those of the same entry that lie within it; offer every place on."""
    approved: Correction = perform(correction, "approve", by=by, reason=correction.reason)
    _take_back(approved, by=by)
    for award in inner_awards(approved.award):
        _merge(award, by=by)
        inner = Correction.objects.create(
            award=award,
            objection=approved.objection,
            state=CorrectionState.APPROVED,
            reason=approved.reason,
            goes_on=approved.goes_on,
            proposed_at=approved.proposed_at,
            proposed_by=approved.proposed_by,
        )
        _take_back(inner, by=by)
    return approved


def _merge(award: Award, *, by: Any) -> None:
    """What waited for this award alone is settled with the one around it."""
    for waiting in award.corrections.filter(state=CorrectionState.PROPOSED):
        perform(waiting, "merge", by=by)


def _take_back(correction: Correction, *, by: Any) -> None:
    at, award = time.now(), correction.award
    correction.approved_at, correction.approved_by = at, by
    correction.save(update_fields=["approved_at", "approved_by"])
    award.revoked_at, award.revoked_reason = at, correction.reason
    award.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record("award.revoke", award, by=by, reason=correction.reason, correction=correction.public_id)
    emit(AwardRevoked(correction_id=correction.pk, award_id=award.pk))
    _offer_on(correction)


@transaction.atomic
def _offer_on(correction: Correction) -> Offer | None:
    """Offer the place to the next in line, where it goes on and somebody is left."""
    entry = next_in_line(correction) if correction.goes_on else None
    if entry is None:
        return None
    offer = Offer.objects.create(correction=correction, entry=entry, offered_at=time.now())
    emit(PlaceOffered(offer_id=offer.pk))
    return offer


@transaction.atomic
def answer_offer(offer: Offer, *, accept: bool, by: Any) -> Offer:
    """The team takes the place and has the award, or leaves it; left, it goes to the next in line after 72 hours."""
    answered: Offer = perform(offer, "accept" if accept else "decline", by=by)
    answered.answered_at = time.now()
    answered.save(update_fields=["answered_at"])
    if accept:
        _award(answered.entry, answered.correction.award.prize)
    return answered


def undo_answer(offer: Offer, *, by: Any) -> Offer:
    """The team that left the place may answer anew."""
    waiting: Offer = perform(offer, "undo", by=by)
    return waiting


def pass_places_on() -> int:
    """Offer to the next in line what was left so long ago that nobody may change the answer; how many went on."""
    last = Offer.objects.filter(correction=OuterRef("correction")).order_by("-offered_at", "-pk").values("pk")[:1]
    left = Offer.objects.filter(state=OfferState.DECLINED, answered_at__lte=time.now() - UNDO_FOR, pk=Subquery(last))
    return sum(_offer_on(offer.correction) is not None for offer in left.select_related("correction__award__prize"))
