"""Who sits on a jury by gender, and how many of whom are missing for the share that the year's rules ask for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db.models import Count

from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of
from baigong.domain.judging.models import Judge
from baigong.domain.judging.states import Gender, JudgeState


@dataclass(frozen=True, slots=True)
class Balance:
    """Judges who have accepted; `short` are those of whom more are needed. Who has not said is in no share."""

    women: int
    men: int
    others: int
    unsaid: int
    share: float

    @property
    def short(self) -> list[tuple[str, int]]:
        """(gender, how many more of it would be enough) where one falls below its share."""
        known = self.women + self.men + self.others
        found = ((Gender.FEMALE, self.women), (Gender.MALE, self.men))
        missing = [(str(gender.label), _missing(count, known, self.share)) for gender, count in found]
        return [(label, count) for label, count in missing if count]


def _missing(count: int, known: int, share: float) -> int:
    """How many more of one kind lift it to its share, for each of them makes the whole larger as well."""
    return max(0, math.ceil((share * known - count) / (1 - share) - 1e-9))


def balance_of(edition: Edition) -> Balance:
    """The jury of a year as it stands."""
    seated = Judge.objects.filter(edition=edition, state__in=(JudgeState.ACCEPTED, JudgeState.SWORN))
    counts = dict(seated.order_by().values_list("gender").annotate(Count("pk")))
    return Balance(
        women=counts.get(Gender.FEMALE, 0),
        men=counts.get(Gender.MALE, 0),
        others=counts.get(Gender.OTHER, 0),
        unsaid=counts.get("", 0),
        share=float(document_of(edition).jury.gender_share),
    )
