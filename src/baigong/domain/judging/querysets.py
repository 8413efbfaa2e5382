"""Questions about reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, QuerySet

from baigong.domain.entries.models import Tie
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
        """A judge's own reads, without the entries the judge has a tie with."""
        if getattr(person, "pk", None) is None:
            return self.none()
        tie = Tie.objects.standing_for(person).filter(entry=OuterRef("entry"))
        return self.standing().filter(judge__person=person, judge__state=JudgeState.SWORN).exclude(Exists(tie))
