"""Who stands how to an entry, and when something may be done to it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.states import EntryState, MemberRole, MemberState
from baigong.domain.people.models import Person
from baigong.kit import policy
from baigong.kit.policy import predicate
from baigong.kit.prepared import Prepared

RUNNING = (EntryState.SUBMITTED, EntryState.RETURNED, EntryState.ELIGIBLE, EntryState.JUDGED)
WRITERS = (MemberRole.LEAD, MemberRole.EDITOR)

_bound = Prepared(
    lambda person, entry: Entry.objects.bound_to(Person(pk=person)).filter(pk=entry).values_list("pk", flat=True)
)


def _own(entry: int, person: int) -> QuerySet[Member]:
    accepted = Member.objects.filter(state=MemberState.ACCEPTED).only("role").order_by()
    return accepted.filter(entry=entry, person=person)


_own_memberships = Prepared(_own)


def role_of(person: Any, entry: Any) -> str:
    """What the person is on the entry (or on that of a part of it), "" for nothing; members known are not fetched."""
    entry = getattr(entry, "entry", entry)
    if getattr(person, "pk", None) is None or entry is None:
        return ""
    if "members" in getattr(entry, "_prefetched_objects_cache", {}):
        here = (m.role for m in entry.members.all() if m.person_id == person.pk and m.state == MemberState.ACCEPTED)
        return next(here, "")
    return next((member.role for member in _own_memberships(entry.pk, person.pk)), "")


@predicate
def is_lead(person: Any, entry: Any) -> bool:
    role = role_of(person, entry)
    if role and role != MemberRole.LEAD:
        return policy.deny(
            _("Only the lead of the team can do this. Ask the lead, or have the lead handed over to you.")
        )
    return role == MemberRole.LEAD


@predicate
def is_writer(person: Any, entry: Any) -> bool:
    role = role_of(person, entry)
    if role == MemberRole.READER:
        return policy.deny(_("You may read this entry but not change it. The lead can give you the right to write."))
    return role in WRITERS


@predicate
def is_member(person: Any, entry: Any) -> bool:
    return bool(role_of(person, entry))


@predicate
def stands_alone(person: Any, _thing: Any) -> bool:
    """Nobody else of the team could go on with an entry that is being looked at or judged."""
    others = Member.objects.filter(entry=OuterRef("entry"), state=MemberState.ACCEPTED).exclude(person=person)
    own = Member.objects.filter(person=person, state=MemberState.ACCEPTED, entry__state__in=RUNNING)
    is_alone = own.filter(~Exists(others)).exists()
    if is_alone:
        policy.deny(
            _("An entry of yours is being judged and nobody else is on its team. Withdraw it or hand it over first.")
        )
    return is_alone


@predicate
def are_on_one_team(_person: Any, merge: Any) -> bool:
    """Both accounts are members of one entry."""
    own = Member.objects.filter(entry=OuterRef("entry"), person=merge.person)
    both = Member.objects.filter(Exists(own), person=merge.other).select_related("entry").first()
    if both is not None:
        policy.deny(
            _("Both accounts are on the team of “{entry}”. Leave it with one of them first.").format(entry=both.entry)
        )
    return both is not None


@predicate
def is_handed_in(_person: Any, entry: Any) -> bool:
    return entry is not None and entry.submitted_version is not None


@predicate
def has_tie(person: Any, thing: Any) -> bool:
    """Whether a tie or the team binds the person to the entry (or to the entry of a read, a sheet, a question)."""
    entry = getattr(thing, "entry", thing)
    return isinstance(entry, Entry) and getattr(person, "pk", None) is not None and bool(_bound(person.pk, entry.pk))
