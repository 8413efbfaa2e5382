"""Takes the points of an agenda one by one: talk, vote, decide with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Prize
from baigong.domain.entries.models import Entry
from baigong.domain.selection.actions.computing import change_prizes
from baigong.domain.selection.counting import CHOICES, majority, ranked
from baigong.domain.selection.models import Item, Meeting, Placement, Vote
from baigong.domain.selection.queries.agenda import options_of
from baigong.domain.selection.states import ItemKind, ItemState, MeetingState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.text import clean


@transaction.atomic
def add_item(meeting: Meeting, entry: Entry, *, by: Any) -> Item:
    """Put one more entry of the list on the agenda."""
    require(by, Can.LEAD_MEETING, meeting)
    if meeting.state == MeetingState.CLOSED:
        raise Refused(_("The meeting has ended."))
    Placement.objects.get(selection=meeting.selection_id, entry=entry)
    known = Item.objects.filter(meeting=meeting, entry=entry).first()
    if known is not None:
        return known
    last = Item.objects.filter(meeting=meeting).aggregate(Max("order"))["order__max"] or 0
    item = Item.objects.create(meeting=meeting, order=last + 1, kind=ItemKind.ADDED, entry=entry)
    audit.record("item.add", item, by=by, entry=entry.public_id)
    return item


@transaction.atomic
def take_up(item: Item, *, by: Any) -> Item:
    """Talk about it; whoever is bound to it sees nothing of it from now on.

    Two who take up two points at the same time wait for each other at the meeting's row.
    """
    Meeting.objects.select_for_update(no_key=True).filter(pk=item.meeting_id).values_list("pk").first()
    name = "take_up_again" if item.state == ItemState.DECIDED else "take_up"
    taken: Item = perform(item, name, by=by)
    taken.opened_at = taken.opened_at or time.now()
    taken.tally, taken.motion, taken.urn = {}, [], []
    taken.save(update_fields=["opened_at", "tally", "motion", "urn"])
    Vote.objects.filter(item=taken).delete()
    return taken


def put_off(item: Item, *, by: Any) -> Item:
    """Come back to it later."""
    put: Item = perform(item, "put_off", by=by)
    return put


@transaction.atomic
def note_item(item: Item, *, notes: str, by: Any) -> Item:
    """Write down what is said, for the minutes."""
    require(by, Can.LEAD_MEETING, item)
    item.notes = clean(notes)[:4000]
    item.save(update_fields=["notes"])
    audit.record("item.note", item, by=by)
    return item


@transaction.atomic
def put_to_vote(item: Item, *, motion: list[str], is_secret: bool, by: Any) -> Item:
    """Ask for votes: on the prizes an entry should have, or on who should have the prize."""
    put: Item = perform(item, "put_to_vote", by=by)
    put.motion = _options(put, put.prize) if put.prize else _known_prizes(put, motion)
    put.is_secret, put.urn, put.tally = is_secret, [], {}
    put.save(update_fields=["motion", "is_secret", "urn", "tally"])
    Vote.objects.filter(item=put).delete()
    return put


def _options(item: Item, prize: Prize) -> list[str]:
    lines = options_of(item.meeting.selection, prize_within=prize.within, track=item.track_id)
    if not lines:
        raise Refused(_("Nobody could win this prize."))
    return [line.entry.public_id for line in lines]


def _known_prizes(item: Item, prizes: list[str]) -> list[str]:
    return list(Prize.objects.filter(edition=item.edition_id, key__in=prizes).values_list("key", flat=True))


@transaction.atomic
def cast_vote(item: Item, *, choice: str | list[str], by: Any) -> Vote:
    """Vote once: yes, no or abstain on a motion; the best first for a prize. A secret vote keeps no name."""
    require(by, Can.CAST_VOTE, item)
    locked = Item.objects.select_for_update(of=("self",)).select_related("meeting", "prize").get(pk=item.pk)
    if locked.state != ItemState.VOTING:
        raise Refused(_("There is no vote on this now."))
    ballot = _checked(locked, choice)
    try:
        with transaction.atomic():
            vote = Vote.objects.create(
                item=locked, person=by, choice=None if locked.is_secret else ballot, cast_at=time.now()
            )
    except IntegrityError as error:
        raise Refused(_("You have voted already.")) from error
    if locked.is_secret:
        locked.urn = sorted([*locked.urn, ballot])  # in an order that says nothing about when
        locked.save(update_fields=["urn"])
    audit.record("item.vote", locked, by=by)
    return vote


def _checked(item: Item, choice: str | list[str]) -> Any:
    if item.prize_id is None and choice in CHOICES:
        return choice
    if item.prize_id is not None and isinstance(choice, list) and _ranks(choice, options=item.motion):
        return choice
    sentence = _("Choose one of what is voted on; in a ranking each one once.")
    raise BadInput(sentence, {"choice": sentence})


def _ranks(choice: list[str], *, options: list[str]) -> bool:
    """Each option at most once, and at least one."""
    return bool(choice) and len(set(choice)) == len(choice) and set(choice) <= set(options)


@transaction.atomic
def count_votes(item: Item, *, by: Any) -> Item:
    """End the vote and count it."""
    counted: Item = perform(item, "count", by=by)
    open_ones = Vote.objects.filter(item=counted).order_by("pk").values_list("choice", flat=True)
    ballots = counted.urn if counted.is_secret else list(open_ones)
    counted.tally = ranked(ballots, options=counted.motion) if counted.prize_id else majority(ballots)
    counted.save(update_fields=["tally"])
    audit.record("item.tally", counted, by=by, tally=counted.tally)
    return counted


@transaction.atomic
def decide_item(item: Item, *, after: list[str], reason: str, by: Any) -> Item:
    """Decide: `after` are the prizes an entry is to have, or the entries that are to have the prize.

    A decision has to follow its vote where there was one; every change against the list needs its reason.
    """
    decided: Item = perform(item, "decide", by=by, reason=reason)
    give = _decide_entry if decided.prize is None else partial(_decide_prize, prize=decided.prize)
    before = give(decided, after, reason, by=by)
    decided.outcome = {"before": before, "after": after, "reason": clean(reason)}
    decided.decided_at = time.now()
    decided.save(update_fields=["outcome", "decided_at"])
    return decided


def _decide_entry(item: Item, after: list[str], reason: str, *, by: Any) -> list[str]:
    placement = Placement.objects.get(selection=item.meeting.selection_id, entry=item.entry_id)
    before = list(placement.prizes)
    voted = set(item.motion if item.tally.get("carried") else before)
    if item.tally and set(after) != voted:
        raise Refused(_("The vote decided otherwise. Vote again if the room has changed its mind."))
    if set(after) != set(before):
        change_prizes(item.meeting.selection, placement, prizes=after, reason=reason, by=by)
    return before


def _decide_prize(item: Item, after: list[str], reason: str, *, prize: Prize, by: Any) -> list[str]:
    if item.tally and after != item.tally["order"][: len(after)]:
        raise Refused(_("The vote decided otherwise. Vote again if the room has changed its mind."))
    lines = Placement.objects.filter(selection=item.meeting.selection_id).select_related("entry")
    field = list(lines.filter(entry__track=item.track_id) if item.track_id else lines)
    before = sorted(line.entry.public_id for line in field if prize.key in line.prizes)
    for line in field:
        wins = line.entry.public_id in after
        if wins != (prize.key in line.prizes):
            prizes = [key for key in line.prizes if key != prize.key] + [prize.key] * wins
            change_prizes(item.meeting.selection, line, prizes=prizes, reason=reason, by=by)
    return before
