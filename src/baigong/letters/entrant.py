"""Letters to those who write an entry: received, returned, decided, invited, reminded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from baigong.domain.entries.events import (
    EntryEvent,
    EntrySubmitted,
    LeadHandedOver,
    MemberInvited,
    TrackAnswered,
    TrackProposed,
)
from baigong.domain.entries.models import Entry, Member, Receipt, TrackMove
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.entries.states import MemberState, TrackMoveState
from baigong.kit import time
from baigong.kit.prepared import Prepared
from baigong.kit.taiwan.dates import Moment, date_text, moment_text
from baigong.kit.text import Bilingual
from baigong.letters.registry import Letter, letter

Words = dict[str, Any]
_entries = Prepared(lambda pk: Entry.objects.select_related("edition", "track").filter(pk=pk))
_receipts = Prepared(lambda pk: Receipt.objects.filter(pk=pk))
_teams = Prepared(lambda entry: Member.objects.select_related("person").filter(entry=entry, state=MemberState.ACCEPTED))


def address(name: str, *parts: str) -> str:
    """A whole address of a page of ours."""
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def due(at: datetime) -> Callable[[str], str]:
    """A deadline in the reader's language."""
    return lambda language: moment_text(Moment.of(at, ends_day=True)).to(language)


def stamp(at: datetime) -> Callable[[str], str]:
    """An instant to the second in the reader's language."""
    local = at.astimezone(time.TAIPEI)
    return lambda language: f"{date_text(local.date()).to(language)} {local:%H:%M:%S} (UTC+8)"


def name_of(entry: Entry) -> Callable[[str], str]:
    """What the entry is called, or that it has no name yet."""
    untitled = {"en": "your entry without a title yet"}
    return lambda language: entry.title or untitled.get(language, "還沒有名稱的解方")


def _about(entry: Entry) -> Words:
    return {
        "title": name_of(entry),
        "edition": entry.edition.name.to,
        "entry_link": address("entrant:entry", entry.public_id),
    }


def _letter(entry: Entry, member: Member, *, about: str, **words: Any) -> Letter:
    person = member.person
    return Letter(
        to=person.email if person else member.email,
        about=f"{entry.public_id}:{about}",
        person=person,
        language=person.language if person else "zh-hant",
        edition=entry.edition.slug,
        words={"name": member.name, **_about(entry), **words},
    )


def _entry(event: EntryEvent) -> Entry:
    [found] = _entries(event.entry_id)
    return found


def team_of(entry: Entry) -> Iterable[Member]:
    """Everybody who has joined."""
    return _teams(entry.pk)


@letter("entry-received")
def received(entry: Entry, member: Member, receipt: Receipt) -> Letter:
    """The receipt of a version."""
    return _letter(
        entry,
        member,
        about=str(receipt.version),
        received_at=stamp(receipt.received_at),
        digest=receipt.digest,
        receipt_link=address("entrant:receipt", entry.public_id, receipt.public_id),
    )


@letter("entry-returned")
def returned(entry: Entry, member: Member, reasons: str, until: datetime) -> Letter:
    """補正: what is to be put right, and until when."""
    return _letter(entry, member, about=f"{int(until.timestamp())}:{entry.version}", reasons=reasons, until=due(until))


@letter("entry-accepted")
def accepted(entry: Entry, member: Member, ruling: str) -> Letter:
    """The entry is eligible."""
    return _letter(entry, member, about=ruling)


@letter("entry-rejected")
def rejected(entry: Entry, member: Member, ruling: str, reason: str) -> Letter:
    """The entry is not eligible, and why."""
    return _letter(entry, member, about=ruling, reason=reason)


@letter("entry-withdrawn")
def withdrawn(entry: Entry, member: Member, at: datetime) -> Letter:
    """The team took the entry back, and until when that can be undone."""
    return _letter(entry, member, about=str(int(at.timestamp())), until=stamp(at + UNDO_FOR))


@letter("withdrawal-undone")
def withdrawal_undone(entry: Entry, member: Member, at: datetime) -> Letter:
    """The entry takes part again."""
    return _letter(entry, member, about=str(int(at.timestamp())))


@letter("track-proposed")
def track_proposed(entry: Entry, member: Member, proposed: TrackMove) -> Letter:
    """The office asks whether the entry may stand in another track, and why."""
    link = address("entrant:track", entry.public_id)
    tracks = {"before": proposed.before.name.to, "track": proposed.track.name.to}
    return _letter(entry, member, about=proposed.public_id, reason=proposed.reason, answer_link=link, **tracks)


@letter("track-answered")
def track_answered(entry: Entry, member: Member, proposed: TrackMove) -> Letter:
    """In which track the entry stands now that the team has answered."""
    stands = proposed.track if proposed.state == TrackMoveState.AGREED else proposed.before
    return _letter(entry, member, about=proposed.public_id, track=stands.name.to)


@letter("member-invited")
def invited(entry: Entry, member: Member, lead: str, secret: str) -> Letter:
    """Somebody named you as a member: what is kept of you, and how to join or decline (個資法 §9)."""
    link = address("entrant:invitation", secret)
    until = due(member.expires_at) if member.expires_at else ""
    return _letter(entry, member, about=member.token[:16], lead=lead, until=until, invitation_link=link)


def on_submitted(event: EntrySubmitted) -> None:
    entry, [receipt] = _entry(event), _receipts(event.receipt_id)
    for member in team_of(entry):
        received(entry, member, receipt)


def on_returned(event: EntryEvent) -> None:
    entry = _entry(event)
    open_ones = list(entry.corrections.filter(answered_at=None).order_by("pk"))
    reasons, until = "\n".join(one.reason for one in open_ones), max(one.due_at for one in open_ones)
    for member in team_of(entry):
        returned(entry, member, reasons, until)


def on_accepted(event: EntryEvent) -> None:
    entry = _entry(event)
    ruling = entry.rulings.latest("pk")
    for member in team_of(entry):
        accepted(entry, member, str(ruling.pk))


def on_rejected(event: EntryEvent) -> None:
    entry = _entry(event)
    ruling = entry.rulings.latest("pk")
    for member in team_of(entry):
        rejected(entry, member, str(ruling.pk), ruling.reason)


def on_withdrawn(event: EntryEvent) -> None:
    entry = _entry(event)
    for member in team_of(entry):
        withdrawn(entry, member, entry.withdrawn_at or time.now())


def on_withdrawal_undone(event: EntryEvent) -> None:
    entry = _entry(event)
    for member in team_of(entry):
        withdrawal_undone(entry, member, entry.withdrawn_at or time.now())


def on_track_proposed(event: TrackProposed) -> None:
    proposed = _track_move(event.trackmove_id)
    for member in team_of(proposed.entry):
        track_proposed(proposed.entry, member, proposed)


def on_track_answered(event: TrackAnswered) -> None:
    proposed = _track_move(event.trackmove_id)
    for member in team_of(proposed.entry):
        track_answered(proposed.entry, member, proposed)


def _track_move(pk: int) -> TrackMove:
    return TrackMove.objects.select_related("entry__edition", "entry__track", "track", "before").get(pk=pk)


@letter("lead-handed-over")
def handed_over(entry: Entry, member: Member, lead: Member) -> Letter:
    """Who leads from now on; to everybody of the team, so that nobody loses the lead unnoticed."""
    return _letter(entry, member, about=f"lead:{lead.public_id}:{time.now():%Y%m%d%H%M}", lead=lead.name)


def on_handed_over(event: LeadHandedOver) -> None:
    entry = _entry(event)
    lead = entry.members.get(pk=event.member_id)
    for member in team_of(entry):
        handed_over(entry, member, lead)


def on_invited(event: MemberInvited) -> None:
    entry = _entry(event)
    member = Member.objects.get(pk=event.member_id)
    lead = entry.members.filter(role="lead").values_list("name", flat=True).first() or ""
    invited(entry, member, lead, event.secret)


@letter("draft-reminder")
def reminder(entry: Entry, member: Member, closes: datetime, days: int) -> Letter:
    """A draft is not submitted and the call closes soon."""
    stop = address("entrant:reminders", entry.public_id)
    return _letter(entry, member, about=f"{days}:{closes:%F}", until=due(closes), stop_link=stop)


@letter("deadline-extended")
def extended(entry: Entry, member: Member, until: datetime, reason: Bilingual) -> Letter:
    """There is more time, and why."""
    return _letter(entry, member, about=f"{int(until.timestamp())}", until=due(until), reason=reason.to)
