"""Questions about notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

if TYPE_CHECKING:
    from baigong.domain.consents import models  # noqa: F401 (named in a string)


class NoticeQuerySet(QuerySet["models.Notice"]):
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
        consents = ConsentQuerySet(apps.get_model("consents", "Consent")).standing()
        consents = consents.filter(person=person, notice=OuterRef("pk"))
        return self.filter(~Exists(consents))


class ConsentQuerySet(QuerySet["models.Consent"]):
    """Consents."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)
