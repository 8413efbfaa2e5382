"""Questions about the points of an agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from baigong.domain.entries.models import Entry

if TYPE_CHECKING:
    from baigong.domain.selection import models  # noqa: F401 (named in a quoted base)


class ItemQuerySet(QuerySet["models.Item"]):
    """Points of an agenda."""

    def visible_to(self, person: Any) -> Self:
        """Those the person is not bound to; a prize counts as bound when an entry that could win it is."""
        if getattr(person, "pk", None) is None:
            return self.none()
        bound = Entry.objects.bound_to(person)
        in_field = bound.filter(edition=OuterRef("meeting__edition"))
        tied_prize = Q(prize__isnull=False) & (
            (Q(track__isnull=True) & Exists(in_field))
            | (Q(track__isnull=False) & Exists(in_field.filter(track=OuterRef("track"))))
        )
        about_own = Q(entry__isnull=False) & Q(entry__in=bound.values("pk"))
        return self.exclude(pk__in=self.model._base_manager.filter(about_own | tied_prize).values("pk"))  # noqa: SLF001
