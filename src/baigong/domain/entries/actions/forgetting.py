"""Forgets a person: the name leaves the team, what the person alone wrote leaves the house, scores stay."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from baigong.domain.entries.models import Avoidance, Entry, Evidence, Member, Sketch, Tie
from baigong.domain.entries.states import MemberRole, MemberState
from baigong.domain.people.events import PersonErased
from baigong.domain.people.models import Person
from baigong.domain.people.queries import addresses_of
from baigong.kit import audit
from baigong.kit.files.actions import remove
from baigong.kit.files.models import StoredFile
from baigong.kit.outbox.actions import strike
from baigong.kit.text import digest

NOBODY = {"name": "", "name_en": "", "email": "", "token": "", "person": None, "is_name_confirmed": False}


def forget_person(event: PersonErased) -> None:
    """Listener: entries, invitations and bonds of somebody who is erased."""
    person = Person.objects.get(pk=event.person_id)
    for member in Member.objects.select_related("entry").filter(person=person, state=MemberState.ACCEPTED):
        _part(member, person=person)
    for entry, name in Member.objects.filter(person=person).values_list("entry__public_id", "name"):
        strike(name, about=entry)
    named = Member.objects.filter(Q(person=person) | Q(person=None, email__in=addresses_of(person)))
    named.update(**NOBODY, state=MemberState.LEFT)
    Tie.objects.filter(person=person).delete()
    Avoidance.objects.filter(email__in=addresses_of(person)).delete()


def _part(member: Member, *, person: Person) -> None:
    """A team goes on without the member; what nobody else wrote goes with the member."""
    entry = member.entry
    others = entry.members.filter(state=MemberState.ACCEPTED, person__isnull=False).exclude(pk=member.pk)
    if others.exists():
        _hand_on(member, heir=others.filter(role=MemberRole.EDITOR).first() or others[0], person=person)
    elif entry.receipts.exists():
        empty(entry, by=person)
    else:
        discard(entry, by=person)


def _hand_on(member: Member, *, heir: Member, person: Person) -> None:
    if member.role != MemberRole.LEAD:
        return
    Member.objects.filter(pk=member.pk).update(role=MemberRole.READER)
    Member.objects.filter(pk=heir.pk).update(role=MemberRole.LEAD)
    audit.record("entry.hand_over", member.entry, by=person, member=heir.public_id)


def discard(entry: Entry, *, by: Any) -> bool:
    """A draft that nobody ever received."""
    audit.record("entry.discard", entry, by=by)
    files = _let_go(entry)
    entry.delete()
    remove(files)
    return True


def empty(entry: Entry, *, by: Any) -> bool:
    """What was judged keeps its number, its scores and its receipts' fingerprints; the words and files go."""
    audit.record("entry.empty", entry, by=by)
    files = _let_go(entry)
    Sketch.objects.filter(entry=entry).delete()
    entry.avoidances.all().delete()
    entry.versions.update(answers={}, digest=digest({}))
    entry.corrections.update(reason="")
    entry.track_moves.update(reason="")
    entry.receipts.update(payload={}, signature="", key_id="")
    Entry.objects.filter(pk=entry.pk).update(title="", title_en="", team="")
    remove(files)
    return True


def _let_go(entry: Entry) -> list[StoredFile]:
    evidence = Evidence.objects.select_related("file").filter(entry=entry)
    files = [one.file for one in evidence]
    evidence.delete()
    return files
