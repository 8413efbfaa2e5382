"""Another track: the office proposes it, the team decides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Track
from baigong.domain.entries import queries
from baigong.domain.entries.events import TrackProposed
from baigong.domain.entries.models import Entry, TrackMove
from baigong.domain.entries.states import EntryState
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.text import clean


@transaction.atomic
def propose_track(entry: Entry, *, track: Track, reason: str, by: Any) -> TrackMove:
    """Ask the team whether its entry may stand in another track; nothing changes before it agrees."""
    policy.require(by, Can.PROPOSE_TRACK, entry)
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    _check(locked, track=track, reason=reason)
    track_move = TrackMove.objects.create(
        entry=entry, before_id=locked.track_id, track=track, reason=clean(reason), proposed_at=time.now()
    )
    audit.record("entry.propose_track", entry, by=by, track=track.key, reason=clean(reason))
    emit(TrackProposed(entry_id=entry.pk, edition_id=entry.edition_id, trackmove_id=track_move.pk))
    return track_move


def _check(entry: Entry, *, track: Track, reason: str) -> None:
    if entry.state not in {EntryState.SUBMITTED, EntryState.RETURNED}:
        raise Refused(_("The entry is past the point where its track can change."))
    if queries.waiting_track_move(entry) is not None:
        raise Refused(_("The team was asked already and has not answered yet."))
    faults = {}
    if track.edition_id != entry.edition_id or track.is_retired or track.pk == entry.track_id:
        faults["track"] = _("Choose one of the other tracks of this year.")
    if not clean(reason):
        faults["reason"] = _("Say why; the team will read exactly this.")
    if faults:
        raise BadInput(_("Something needs a correction."), faults)


@transaction.atomic
def answer_track(track_move: TrackMove, *, accept: bool, by: Any) -> TrackMove:
    """The team's word; with a yes the entry stands in the other track from now on."""
    TrackMove.objects.filter(pk=track_move.pk).update(answered_at=time.now())
    answered: TrackMove = perform(track_move, "agree" if accept else "decline", by=by)
    if accept:
        Entry.objects.filter(pk=answered.entry_id).update(track=answered.track_id)
        audit.record("entry.change_track", answered.entry, by=by, track=answered.track.key)
    return answered


def take_track_back(track_move: TrackMove, *, by: Any) -> TrackMove:
    """The office no longer asks."""
    taken: TrackMove = perform(track_move, "take_back", by=by)
    return taken
