"""Questions about many editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from baigong.domain.editions.states import EditionState

if TYPE_CHECKING:
    from baigong.domain.editions.models import Edition


class EditionQuerySet(QuerySet["Edition"]):
    """Editions."""

    def live(self) -> Self:
        return self.filter(state=EditionState.LIVE)

    def published(self) -> Self:
        return self.exclude(state=EditionState.DRAFT)

    def current(self) -> Edition | None:
        """The year that the home page shows: the newest live one, else the newest closed one."""
        return (
            self.live().order_by("-year", "-ordinal").first() or self.published().order_by("-year", "-ordinal").first()
        )
