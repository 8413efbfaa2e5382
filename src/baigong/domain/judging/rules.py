"""Who stands how to a read, a judge and a round."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baigong.domain.editions.rules import edition_id_of
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.states import EntryState, MemberState
from baigong.domain.judging.models import Assignment, Ballot, Judge
from baigong.domain.judging.states import BallotState, JudgeState, RoundState
from baigong.domain.people.models import Person
from baigong.kit.policy import deny, predicate
from baigong.kit.prepared import Prepared


def _staked(person: int) -> QuerySet[Entry, int]:
    """The edition of each entry the person is bound to; asked for one edition, all entries of it would be looked at."""
    return Entry.objects.bound_to(Person(pk=person)).exclude(state=EntryState.DRAFT).values_list("edition", flat=True)


_stakes = Prepared(_staked)
OVER = (EntryState.WITHDRAWN, EntryState.DECIDED)


@predicate
def is_assigned(person: Any, read: Any) -> bool:
    """The read (or the read of a sheet) is the person's own, stands, and the judge is sworn in."""
    read = read.assignment if isinstance(read, Ballot) else read
    if not isinstance(read, Assignment) or read.released_at is not None:
        return False
    return read.judge.person_id == getattr(person, "pk", None) is not None and read.judge.state == JudgeState.SWORN


@predicate
def is_this_judge(person: Any, judge: Any) -> bool:
    return judge is not None and getattr(person, "pk", None) is not None and judge.person_id == person.pk


@predicate
def has_reads_left(person: Any, _thing: Any) -> bool:
    """Reads in an open round wait for the person's scores."""
    given = Assignment.objects.filter(
        judge__person=person, released_at=None, round__state=RoundState.OPEN, round__pairs=0
    )
    waits = given.exclude(ballot__state=BallotState.SUBMITTED).exists()
    if waits:
        deny(_("Entries wait for your reading. Finish them, or hand them back, first."))
    return waits


@predicate
def judge_each_other(_person: Any, merge: Any) -> bool:
    """One account judges where the other enters, or both judge in one year."""
    sits = Judge.objects.exclude(state__in=(JudgeState.DECLINED, JudgeState.LEFT)).select_related("edition")
    for one, other in ((merge.person, merge.other), (merge.other, merge.person)):
        for judge in sits.filter(person=one):
            if said := _clash(judge, other):
                deny(said)
                return True
    return False


def _clash(judge: Judge, other: Any) -> str:
    if Judge.objects.filter(edition=judge.edition, person=other).exclude(state=JudgeState.DECLINED).exists():
        return _("Both accounts judge in {edition}. Ask the office to release one of them first.").format(
            edition=judge.edition
        )
    teams = Member.objects.filter(person=other, entry__edition=judge.edition, state=MemberState.ACCEPTED)
    entered = teams.exclude(entry__state__in=OVER).select_related("entry").first()
    if entered is None:
        return ""
    told = _("One account judges in {edition}, where the other has entered “{entry}”. Give one of the two up first.")
    return told.format(edition=judge.edition, entry=entered.entry)


@predicate
def has_stake(person: Any, thing: Any) -> bool:
    """Is bound to any entry of the edition, or works on one: then nothing about all entries together may be seen."""
    edition = edition_id_of(thing)
    if getattr(person, "pk", None) is None or edition is None:
        return False
    return edition in _stakes(person.pk) and _explained()


def _explained() -> bool:
    """True, with the sentence that a refusal shows."""
    deny(_("You are bound to an entry of this edition, so everything about all entries together is led by others."))
    return True
