"""Letters that go to many people at once: one job each, in an order that says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition, Extension, Role
from baigong.domain.editions.queries import edition_in_view, milestone_at, redress_due
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.states import EntryState, MemberRole, MemberState
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.people.models import DataRequest, Person
from baigong.domain.people.queries import waiting_requests
from baigong.domain.selection.models import Award, Correction, Objection, Offer, Selection
from baigong.domain.selection.states import SelectionState
from baigong.kit import policy, time
from baigong.kit.jobs.registry import every, job
from baigong.kit.text import Bilingual
from baigong.letters import account, entrant, jury, results

REMINDED = (1, 7)  # days before the close
NEAR = timedelta(days=5)
LEADERS = (Role.Kind.OFFICE, Role.Kind.DIRECTOR)


@job()
def tell_readers(round_id: int, judge_ids: list[int]) -> None:
    """Tell every judge who got reads how many wait; the same count is told once."""
    stage = Round.objects.get(pk=round_id)
    for judge in Judge.objects.filter(pk__in=judge_ids).select_related("edition", "person").order_by("key"):
        standing = Assignment.objects.standing().filter(round=stage, judge=judge)
        count = standing.count()
        last = standing.order_by("-given_at").values_list("given_at", flat=True).first()
        if count and last:
            jury.reads_given(judge, stage, count=count, about=f"{stage.public_id}:{last:%Y%m%d%H%M%S}")


def _leaders(about: Selection | Objection, *kinds: str) -> list[Person]:
    return _leaders_of(about.edition_id, *kinds)


def _leaders_of(edition_id: int, *kinds: str) -> list[Person]:
    people = Person.objects.filter(roles__edition=edition_id, roles__kind__in=kinds or LEADERS, is_active=True)
    return list(people.distinct().order_by("pk"))


def _selection(selection_id: int) -> Selection:
    return Selection.objects.select_related("edition", "proposed_by").get(pk=selection_id)


@job()
def ask_approval(selection_id: int) -> None:
    """Ask every director but the proposer."""
    selection = _selection(selection_id)
    for person in _leaders(selection, Role.Kind.DIRECTOR):
        if person.pk != selection.proposed_by_id and selection.state == SelectionState.PROPOSED:
            jury.approval_wanted(person, selection)


@job()
def tell_approved(selection_id: int) -> None:
    """Tell the people who lead the edition when the list opens."""
    selection = _selection(selection_id)
    for person in _leaders(selection) if selection.state == SelectionState.APPROVED else ():
        jury.approval_given(person, selection)


@job()
def tell_question(objection_id: int) -> None:
    """Tell the people who lead the edition that a team asks; nobody who is bound to the entry."""
    objection = Objection.objects.select_related("edition", "entry").get(pk=objection_id)
    for person in _leaders(objection):
        if policy.allowed(person, Can.ANSWER_OBJECTION, objection):
            results.asked(person, objection)


@job()
def tell_revoked(correction_id: int) -> None:
    """Tell the team that its award does not stand, and why; where it was declined, that this is done."""
    correction = _correction(correction_id)
    tell = results.declined_for_good if correction.is_declined else results.revoked
    for member in _team(correction.award.entry_id):
        tell(member, correction)


def _correction(correction_id: int) -> Correction:
    known = Correction.objects.select_related("award__prize", "award__entry__edition", "proposed_by")
    return known.get(pk=correction_id)


@job()
def tell_declined(correction_id: int) -> None:
    """Tell the team, who may take it back, and those who lead the edition, who will have to confirm it."""
    correction = _correction(correction_id)
    for member in _team(correction.award.entry_id):
        results.declined(member, correction)
    for person in _leaders_of(correction.award.entry.edition_id):
        if policy.allowed(person, Can.PROPOSE_CORRECTION, correction):
            results.declined_told(person, correction)


@job()
def tell_kept(correction_id: int) -> None:
    """Tell the team that its award stands after all."""
    correction = _correction(correction_id)
    for member in _team(correction.award.entry_id):
        results.kept(member, correction)


@job()
def tell_offered(offer_id: int) -> None:
    """Tell the team that a place came free for it."""
    offer = Offer.objects.select_related("correction__award__prize").get(pk=offer_id)
    for member in _team(offer.entry_id):
        results.offered(member, offer)


@job()
def tell_left(offer_id: int) -> None:
    """Tell the team that its lead left the place, and until when it can be had after all."""
    offer = Offer.objects.select_related("correction__award__prize").get(pk=offer_id)
    for member in _team(offer.entry_id) if offer.undo_until else ():
        results.left(member, offer)


def _team(entry: int) -> list[Member]:
    team = Member.objects.filter(entry=entry, state=MemberState.ACCEPTED).exclude(person=None, email="")
    return list(team.select_related("entry__edition", "person").order_by("pk"))


@job()
def tell_many_opened(person_id: int, edition_id: int, entries: int) -> None:
    """Tell the other directors who has opened unusually many entries."""
    reader, edition = Person.objects.get(pk=person_id), Edition.objects.get(pk=edition_id)
    for person in _leaders_of(edition_id, Role.Kind.DIRECTOR):
        if person != reader:
            jury.many_opened(person, edition, reader=reader, entries=entries)


@job()
def tell_stopped(selection_id: int) -> None:
    """Alert the people who lead the edition."""
    selection = _selection(selection_id)
    times = Selection.objects.filter(pk=selection_id).values_list("computed_at", flat=True).first()
    for person in _leaders(selection):
        jury.publication_stopped(
            person, selection, about=f"{selection.public_id}:{times:%Y%m%d%H%M}" if times else selection.public_id
        )


@job(tries=8)
def announce_results(selection_id: int) -> None:
    """Write to every member of every decided entry; never before the list is open."""
    selection = _selection(selection_id)
    if selection.state != SelectionState.PUBLISHED:
        return
    prizes = _prizes_by_entry(selection)
    for member in _members(selection):
        if won := prizes.get(member.entry_id):
            results.won(member, prizes=won)
        else:
            results.not_chosen(member)


@job(tries=8)
def thank_judges(selection_id: int) -> None:
    """Write to everybody who has read for the list, once it is open."""
    selection = _selection(selection_id)
    done = Count("assignments", filter=Q(assignments__released_at=None, assignments__ballot__state="submitted"))
    judges = Judge.objects.filter(edition=selection.edition_id).exclude(person=None).select_related("edition", "person")
    for judge in judges.annotate(reads=done).filter(reads__gt=0).order_by("key"):
        jury.thanked(judge, reads=judge.reads)


def _prizes_by_entry(selection: Selection) -> dict[int, list[Bilingual]]:
    prizes: dict[int, list[Bilingual]] = {}
    for award in (
        Award.objects.filter(selection=selection, revoked_at=None).select_related("prize").order_by("prize__order")
    ):
        prizes.setdefault(award.entry_id, []).append(award.prize.name)
    return prizes


def _members(selection: Selection) -> Iterator[Member]:
    """Members of decided entries by the entries' random ids."""
    decided = Entry.objects.filter(edition=selection.edition_id, state=EntryState.DECIDED)
    team: Any = Member.objects.filter(entry__in=decided, state=MemberState.ACCEPTED).exclude(person=None, email="")
    return iter(team.select_related("entry__edition", "person").order_by("entry__public_id", "pk"))


@job()
def remind_drafts() -> int:
    """Write to teams whose draft is not submitted: in the last week, and again on the last day."""
    count = 0
    for edition in Edition.objects.live():
        closes = milestone_at(edition, "call_closes")
        days = _days_left(closes)
        if closes is not None and days is not None:
            count += sum(_remind(member, closes, days) for member in _still_writing(edition))
    return count


every(timedelta(hours=1), remind_drafts)


@job()
def tell_trouble() -> None:
    """Time was lost through our fault before a close: tell those who lead the year, once for each trouble."""
    for edition in Edition.objects.live():
        if (due := redress_due(edition)) is not None:
            for person in _leaders_of(edition.pk):
                jury.trouble_before_close(person, edition, due)


every(timedelta(minutes=2), tell_trouble)


@job()
def tell_data_request(request_id: int) -> None:
    """Somebody asks about the own data: tell those who lead the year."""
    _tell_data_request(DataRequest.objects.select_related("person").get(pk=request_id), when="asked")


@job()
def remind_data_requests() -> None:
    """Once when the term is near, and once when it has passed."""
    for asked in waiting_requests().filter(due_at__lte=time.now() + NEAR):
        _tell_data_request(asked, when="late" if asked.due_at <= time.now() else f"soon:{asked.due_at:%Y%m%d}")


every(timedelta(hours=6), remind_data_requests)


def _tell_data_request(asked: DataRequest, *, when: str) -> None:
    edition = edition_in_view()
    for person in _leaders_of(edition.pk) if edition else ():
        if person != asked.person:
            account.data_request_waits(person, asked, when=when)


def _days_left(closes: datetime | None) -> int | None:
    """The reminder that is due: 1 or 7 days before the close; None where none is."""
    left = closes - time.now() if closes else timedelta(0)
    return next((days for days in REMINDED if timedelta(0) < left <= timedelta(days=days)), None)


def _still_writing(edition: Edition) -> Iterator[Member]:
    wanted = Member.objects.filter(entry__edition=edition, entry__state=EntryState.DRAFT, entry__version__gt=0)
    writers = wanted.filter(state=MemberState.ACCEPTED, is_reminded=True).exclude(role=MemberRole.READER)
    yield from writers.select_related("entry__edition", "entry__track", "person").order_by("public_id")


def _remind(member: Member, closes: datetime, days: int) -> bool:
    return entrant.reminder(member.entry, member, closes, days) is not None


@job()
def tell_extension(extension_id: int) -> int:
    """Tell those who can still submit that there is more time: all, or the one entry it is for."""
    extension = Extension.objects.select_related("edition").get(pk=extension_id)
    if extension.milestone != "call_closes":
        return 0
    affected = Entry.objects.filter(edition=extension.edition, state__in=(EntryState.DRAFT, EntryState.SUBMITTED))
    if extension.entry:
        affected = affected.filter(public_id=extension.entry)
    count = 0
    for entry in affected.select_related("edition", "track").order_by("public_id").iterator():
        for member in entrant.team_of(entry):
            entrant.extended(entry, member, extension.until, extension.why)
            count += 1
    return count
