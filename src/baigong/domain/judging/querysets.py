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

    def scored(self) -> Self:
        """Without the rounds in which entries are compared and not scored."""
        return self.filter(round__pairs=0)

    def unbound_for(self, person: Any) -> Self:
        """Without the entries the person is bound to."""
        return self.exclude(entry__in=Entry.objects.bound_to(person).values("pk"))


class ComparisonQuerySet(QuerySet["models.Comparison"]):
    """Two reads side by side."""

    def standing(self) -> Self:
        """Neither side was taken back."""
        return self.filter(left__released_at=None, right__released_at=None)

    def visible_to(self, person: Any) -> Self:
        """A judge's own, without those in which either entry binds the judge."""
        if getattr(person, "pk", None) is None:
            return self.none()
        bound = Entry.objects.bound_to(person).values("pk")
        own = self.standing().filter(left__judge__person=person, left__judge__state=JudgeState.SWORN)
        return own.exclude(left__entry__in=bound).exclude(right__entry__in=bound)
