"""Who stands how to an entry, and when something may be done to it."""

from __future__ import annotations

from typing import Any

from baigong.domain.entries.models import Tie
from baigong.domain.entries.states import EntryState, MemberRole, MemberState
from baigong.kit.policy import predicate


def _role(person: Any, entry: Any) -> str | None:
    if getattr(person, "pk", None) is None or entry is None:
        return None
    found: str | None = (
        entry.members.filter(person=person, state=MemberState.ACCEPTED).values_list("role", flat=True).first()
    )
    return found


@predicate
def is_lead(person: Any, entry: Any) -> bool:
    return _role(person, entry) == MemberRole.LEAD


@predicate
def is_writer(person: Any, entry: Any) -> bool:
    return _role(person, entry) in {MemberRole.LEAD, MemberRole.EDITOR}


@predicate
def is_member(person: Any, entry: Any) -> bool:
    return _role(person, entry) is not None


@predicate
def is_handed_in(_person: Any, entry: Any) -> bool:
    return entry is not None and entry.state != EntryState.DRAFT


@predicate
def has_tie(person: Any, thing: Any) -> bool:
    """Whether something undecided or confirmed binds the person to the entry (or to the entry of a read)."""
    entry = getattr(thing, "entry", thing)
    return getattr(person, "pk", None) is not None and Tie.objects.standing_for(person).filter(entry=entry).exists()
