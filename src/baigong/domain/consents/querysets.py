"""Questions about notices."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery


class NoticeQuerySet(QuerySet["Notice"]):
    """Notices."""

    def of(self, edition: str) -> Self:
        """Those of an edition and those that hold for the whole site."""
        return self.filter(Q(edition=edition) | Q(edition=""))

    def current(self) -> Self:
        """The newest version of each."""
        newest = (
            self.model.objects.filter(key=OuterRef("key"), edition=OuterRef("edition"))
            .order_by("-version")
            .values("version")[:1]
        )
        return self.filter(version=Subquery(newest))

    def not_agreed_by(self, person: Any) -> Self:
        consents = self.model.consents.rel.related_model.objects.standing().filter(person=person, notice=OuterRef("pk"))
        return self.filter(~Exists(consents))


class ConsentQuerySet(QuerySet["Consent"]):
    """Consents."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)
