"""What can become what: the moves of a selection, its meeting, the points talked about, and questions afterwards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.events import (
    AwardKept,
    ObjectionAnswered,
    PlaceLeft,
    PublicationStopped,
    SelectionApproved,
    SelectionProposed,
)
from baigong.domain.selection.models import Correction, Item, Meeting, Objection, Offer, Selection
from baigong.domain.selection.queries.digest import digest_of
from baigong.domain.selection.queries.level import unsettled
from baigong.domain.selection.queries.measure import is_same_measure
from baigong.domain.selection.queries.places import given_by_meeting, misplaced
from baigong.domain.selection.queries.seats import quorum_of
from baigong.domain.selection.states import CorrectionState, ItemState, MeetingState, ObjectionState, OfferState
from baigong.domain.selection.states import SelectionState as S
from baigong.kit import time
from baigong.kit.moves import move, table


def is_as_proposed(selection: Any, _by: Any) -> str:
    """The list is still the one that was frozen."""
    if selection.digest and selection.digest == digest_of(selection):
        return ""
    return _("The list is not the one that was proposed any more. It has to be proposed and approved anew.")


def time_has_come(selection: Any, _by: Any) -> str:
    if selection.publish_at is not None and selection.publish_at <= time.now():
        return ""
    return _("The list opens at its set time and not before.")


def has_two_names(selection: Any, _by: Any) -> str:
    """Proposed by one person, approved by another."""
    names = {selection.proposed_by_id, selection.approved_by_id}
    if None not in names and len(names) == 2:
        return ""
    return _("Two different people have to stand behind the list.")


def is_first(selection: Any, _by: Any) -> str:
    others = Selection.objects.filter(edition=selection.edition_id, state=S.PUBLISHED).exclude(pk=selection.pk)
    return _("Results of this edition are published already.") if others.exists() else ""


def counts_by_the_rubric(selection: Any, _by: Any) -> str:
    """Weights that were changed after the list was computed change every total."""
    return "" if is_same_measure(selection) else _("The rubric has changed since this list was computed. Compute anew.")


def keeps_the_places(selection: Any, _by: Any) -> str:
    """No prize has more winners than places, and nobody wins within a prize that he does not have."""
    return next(iter(misplaced(selection)), "")


def no_tie_is_left(selection: Any, _by: Any) -> str:
    """Where two are equal at a cut, the declared rules or a recorded decision say who is in."""
    return next(iter(unsettled(selection)), "")


def meeting_is_over(selection: Any, _by: Any) -> str:
    """A meeting that was called has ended; where a prize is the meeting's to give there was one."""
    meeting = Meeting.objects.filter(selection=selection).first()
    if meeting is None and given_by_meeting(selection.edition_id):
        return _("A prize of this year is given by the meeting. Call it first.")
    if meeting is not None and meeting.state != MeetingState.CLOSED:
        return _("The meeting over this list has not ended yet.")
    return ""


def has_quorum(meeting: Any, _by: Any) -> str:
    """Enough of those who may vote are in the room."""
    needed, present = quorum_of(meeting)
    if present >= needed:
        return ""
    return _("%(needed)d people with a vote are needed; %(present)d are here.") % {"needed": needed, "present": present}


def item_has_quorum(item: Any, _by: Any) -> str:
    needed, present = quorum_of(item.meeting, item=item)
    if present >= needed:
        return ""
    return _("%(needed)d people with a vote are needed; %(present)d are here.") % {"needed": needed, "present": present}


def all_is_decided(meeting: Any, _by: Any) -> str:
    if not Item.objects.filter(meeting=meeting).exclude(state=ItemState.DECIDED).exists():
        return ""
    return _("Some points are not decided yet. Decide them, or keep the rest as proposed.")


def meeting_is_open(item: Any, _by: Any) -> str:
    return "" if item.meeting.state == MeetingState.OPEN else _("The meeting is not open.")


def nothing_else_is_open(item: Any, _by: Any) -> str:
    under_way = Item.objects.filter(meeting=item.meeting_id, state__in=(ItemState.OPEN, ItemState.VOTING))
    if not under_way.exclude(pk=item.pk).exists():
        return ""
    return _("Another point is under discussion. Decide it or put it off first.")


def award_stands(correction: Any, _by: Any) -> str:
    return _("This award does not stand any more.") if correction.award.revoked_at else ""


def has_had_time(correction: Any, _by: Any) -> str:
    """What a team declined stays as it is until the team cannot change its mind any more."""
    if not correction.is_undoable:
        return ""
    return _("The team can change its mind for 72 hours. After that it can be confirmed.")


def is_own_word(correction: Any, _by: Any) -> str:
    """Declined by the team, not proposed by the office."""
    return "" if correction.is_declined else _("The office proposed this. Answer the letter if it is a mistake.")


def is_of_the_office(correction: Any, _by: Any) -> str:
    return _("The team declined this award; only the team takes its word back.") if correction.is_declined else ""


def is_still_free(offer: Any, _by: Any) -> str:
    """The place was left less than three days ago and did not go on."""
    taken = Offer.objects.filter(correction=offer.correction_id).exclude(state=OfferState.DECLINED)
    if offer.undo_until is not None and time.now() < offer.undo_until and not taken.exists():
        return ""
    return _("A place that was left can be had for 72 hours. It has gone on to the next in line.")


BEFORE = (S.ASKED, S.COMPUTED, S.PROPOSED, S.APPROVED)

MOVES = table(
    Selection,
    move("compute", [S.ASKED], S.COMPUTED, Can.COMPUTE_SELECTION),
    move(
        "propose",
        [S.COMPUTED],
        S.PROPOSED,
        Can.PROPOSE_SELECTION,
        is_first,
        counts_by_the_rubric,
        meeting_is_over,
        keeps_the_places,
        no_tie_is_left,
        emits=SelectionProposed,
    ),
    move("approve", [S.PROPOSED], S.APPROVED, Can.APPROVE_SELECTION, is_as_proposed, emits=SelectionApproved),
    move("revise", [S.PROPOSED, S.APPROVED], S.COMPUTED, Can.VOID_SELECTION),
    move("stop", [S.APPROVED], S.COMPUTED, Can.PUBLISH_SELECTION, emits=PublicationStopped),
    move(
        "publish",
        [S.APPROVED],
        S.PUBLISHED,
        Can.PUBLISH_SELECTION,
        time_has_come,
        has_two_names,
        is_as_proposed,
        is_first,
    ),
    move("void", BEFORE, S.VOID, Can.VOID_SELECTION),
)

LEAD = Can.LEAD_MEETING
MEETING_MOVES = table(
    Meeting,
    move("open", [MeetingState.CALLED], MeetingState.OPEN, LEAD, has_quorum),
    move("close", [MeetingState.OPEN], MeetingState.CLOSED, LEAD, all_is_decided),
    move("reopen", [MeetingState.CLOSED], MeetingState.OPEN, LEAD),
)
ITEM_MOVES = table(
    Item,
    move("take_up", [ItemState.WAITING], ItemState.OPEN, LEAD, meeting_is_open, nothing_else_is_open),
    move("put_off", [ItemState.OPEN], ItemState.WAITING, LEAD, meeting_is_open),
    move("put_to_vote", [ItemState.OPEN], ItemState.VOTING, LEAD, meeting_is_open, item_has_quorum),
    move("count", [ItemState.VOTING], ItemState.OPEN, LEAD, meeting_is_open),
    move("decide", [ItemState.OPEN], ItemState.DECIDED, LEAD, meeting_is_open, item_has_quorum),
    move("keep", [ItemState.WAITING], ItemState.DECIDED, LEAD, meeting_is_open),
    move("take_up_again", [ItemState.DECIDED], ItemState.OPEN, LEAD, meeting_is_open, nothing_else_is_open),
)
WAITING = CorrectionState.PROPOSED
CORRECTION_MOVES = table(
    Correction,
    move("approve", [WAITING], CorrectionState.APPROVED, Can.APPROVE_CORRECTION, award_stands, has_had_time),
    move("drop", [WAITING], CorrectionState.DROPPED, Can.PROPOSE_CORRECTION, is_of_the_office),
    move("keep", [WAITING], CorrectionState.DROPPED, Can.DECLINE_AWARD, is_own_word, emits=AwardKept),
    move("merge", [WAITING], CorrectionState.DROPPED, Can.APPROVE_CORRECTION),
)
OFFER_MOVES = table(
    Offer,
    move("accept", [OfferState.OFFERED], OfferState.ACCEPTED, Can.ANSWER_OFFER),
    move("decline", [OfferState.OFFERED], OfferState.DECLINED, Can.ANSWER_OFFER, emits=PlaceLeft),
    move("undo", [OfferState.DECLINED], OfferState.OFFERED, Can.ANSWER_OFFER, is_still_free),
)
OBJECTION_MOVES = table(
    Objection,
    move("uphold", [ObjectionState.RAISED], ObjectionState.UPHELD, Can.ANSWER_OBJECTION, emits=ObjectionAnswered),
    move("dismiss", [ObjectionState.RAISED], ObjectionState.DISMISSED, Can.ANSWER_OBJECTION, emits=ObjectionAnswered),
)
