"""Questions about many units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from baigong.domain.units.models import Unit  # noqa: F401 (named in a string)


class UnitQuerySet(QuerySet["Unit"]):
    """Units."""

    def standing(self) -> Self:
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)

    def called(self, text: str) -> Self:
        """Those whose names or numbers hold the text; 台 finds 臺."""
        spellings = {text, text.replace("台", "臺"), text.replace("臺", "台")}
        found = Q(school_code__iexact=text) | Q(business_number=text)
        for spelling in spellings:
            found |= Q(name__contains=spelling) | Q(name_en__icontains=spelling)
        return self.standing().filter(found)
