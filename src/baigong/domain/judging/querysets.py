"""Questions about reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

from baigong.domain.entries.models import Entry
from baigong.domain.judging.states import BallotState, JudgeState

if TYPE_CHECKING:
    from baigong.domain.judging import models  # noqa: F401 (named in a quoted base)


class AssignmentQuerySet(QuerySet["models.Assignment"]):
    """Reads."""

    def standing(self) -> Self:
        return self.filter(released_at=None)

    def done(self) -> Self:
        return self.standing().filter(ballot__state=BallotState.SUBMITTED)

    def visible_to(self, person: Any) -> Self:
        """A judge's own reads, without the entries the judge is bound to."""
        if getattr(person, "pk", None) is None:
            return self.none()
        return self.unbound_for(person).standing().filter(judge__person=person, judge__state=JudgeState.SWORN)

    def unbound_for(self, person: Any) -> Self:
        """Without the entries the person is bound to."""
        return self.exclude(entry__in=Entry.objects.bound_to(person).values("pk"))
