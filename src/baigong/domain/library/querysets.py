"""Questions about many solutions, and who may see which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from baigong.domain.editions.models import Role
from baigong.domain.entries.models import Member
from baigong.domain.entries.states import MemberState
from baigong.domain.library.states import SolutionState

if TYPE_CHECKING:
    from baigong.domain.library import models  # noqa: F401 (named in a string)


STAFF = (Role.Kind.OFFICE, Role.Kind.DIRECTOR)


class SolutionQuerySet(QuerySet["Solution"]):  # type: ignore[name-defined] # the cycle of a row and its questions
    """Solutions."""

    def published(self) -> Self:
        return self.filter(state=SolutionState.PUBLISHED)

    def visible_to(self, person: Any) -> Self:
        """What is public; a team and the office also see what is not public yet or not any more."""
        if getattr(person, "is_system", False):
            return self.all()
        if getattr(person, "pk", None) is None:
            return self.published()
        team = Member.objects.filter(entry=OuterRef("entry"), person=person, state=MemberState.ACCEPTED)
        staff = Role.objects.filter(edition=OuterRef("edition"), person=person, kind__in=STAFF)
        return self.filter(Q(state=SolutionState.PUBLISHED) | Exists(team) | Exists(staff))
