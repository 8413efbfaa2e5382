"""Who stands how to a selection and to its meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.rules import edition_id_of, is_chair, is_director, is_office
from baigong.domain.judging.models import Judge
from baigong.domain.judging.states import JudgeState
from baigong.domain.selection.models import Attendance, Item
from baigong.kit import policy
from baigong.kit.policy import predicate


@predicate
def did_not_propose(person: Any, selection: Any) -> bool:
    """Nobody approves what he proposed himself."""
    if getattr(selection, "proposed_by_id", None) != getattr(person, "pk", None):
        return True
    return policy.deny(_("You proposed this yourself. A second person has to approve it."))


@predicate
def has_vote(person: Any, thing: Any) -> bool:
    """A judge who is sworn in, or the chair."""
    if is_chair.test(person, thing):
        return True
    known = getattr(person, "pk", None) is not None
    own = Judge.objects.filter(edition=edition_id_of(thing), person=person, state=JudgeState.SWORN) if known else None
    return own is not None and own.exists()


@predicate
def is_seated(person: Any, thing: Any) -> bool:
    """May be in the room: judges who are sworn in, the chair, the office, the director."""
    return is_office.test(person, thing) or is_director.test(person, thing) or has_vote.test(person, thing)


@predicate
def is_present(person: Any, item: Any) -> bool:
    """Has come to the meeting of the point and not left it."""
    if not isinstance(item, Item) or getattr(person, "pk", None) is None:
        return False
    return Attendance.objects.filter(meeting=item.meeting_id, person=person, left_at=None).exists()


@predicate
def is_bound(person: Any, item: Any) -> bool:
    """Is bound to what the point is about: the entry, or any entry that could win the prize."""
    if not isinstance(item, Item):
        return True
    return not Item.objects.visible_to(person).filter(pk=item.pk).exists()
