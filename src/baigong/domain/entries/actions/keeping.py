"""What is forgotten of entries once it has served its time."""

from __future__ import annotations

from django.db.models import QuerySet

from baigong.domain.entries.actions.forgetting import NOBODY, discard, empty
from baigong.domain.entries.models import Avoidance, Entry, Member
from baigong.domain.entries.states import MemberState
from baigong.kit.policy import SYSTEM


def forget_invited(members: QuerySet[Member]) -> int:
    """The place in the team stays, empty and past."""
    return members.update(**NOBODY, state=MemberState.LEFT)


def forget_avoidances(named: QuerySet[Avoidance]) -> int:
    number, _by_model = named.delete()
    return number


def discard_drafts(drafts: QuerySet[Entry]) -> int:
    """Draft by draft, files and all."""
    return sum(discard(entry, by=SYSTEM) for entry in drafts.iterator())


def empty_entries(entries: QuerySet[Entry]) -> int:
    """Number, scores and fingerprints stay; the words and files go."""
    return sum(empty(entry, by=SYSTEM) for entry in entries.iterator())
