"""Questions about many entries, and who may see which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from baigong.domain.editions.models import Role
from baigong.domain.entries.states import EntryState, MemberState, TieState

if TYPE_CHECKING:
    from baigong.domain.entries import models  # noqa: F401 (named in a string)

HANDED_IN = tuple(state for state in EntryState if state not in {EntryState.DRAFT, EntryState.WITHDRAWN})
STANDING = (TieState.DECLARED, TieState.FOUND, TieState.CONFIRMED)
SEES_ENTRIES = (Role.Kind.OFFICE, Role.Kind.DIRECTOR, Role.Kind.CHAIR, Role.Kind.AUDITOR)


class EntryQuerySet(QuerySet["models.Entry"]):
    """Entries."""

    def handed_in(self) -> Self:
        return self.filter(state__in=HANDED_IN)

    def eligible(self) -> Self:
        return self.filter(state__in=(EntryState.ELIGIBLE, EntryState.JUDGED, EntryState.DECIDED))

    def of_member(self, person: Any) -> Self:
        """Those the person works on."""
        return self.filter(members__person=person, members__state=MemberState.ACCEPTED)

    def of_writer(self, person: Any) -> Self:
        """Those the person may write on."""
        return self.filter(
            members__person=person, members__state=MemberState.ACCEPTED, members__role__in=("lead", "editor")
        )

    def bound_to(self, person: Any) -> Self:
        """Those the person has to keep away from as staff or judge: by a tie that stands, or as one of the team."""
        if getattr(person, "pk", None) is None:
            return self.none()
        member = apps.get_model("entries.Member").objects.filter(person=person, state=MemberState.ACCEPTED)
        tied = apps.get_model("entries.Tie").objects.standing_for(person)
        return self.filter(Q(pk__in=tied.values("entry")) | Q(pk__in=member.values("entry")))

    def unbound_for(self, person: Any) -> Self:
        """Those the person may deal with as staff: seen, and not the own ones."""
        return self.visible_to(person).exclude(pk__in=self.model.objects.bound_to(person).values("pk"))

    def visible_to(self, person: Any) -> Self:
        """Those whose page the person may open as entrant or as staff; judges come through their assignments.

        Staff see what was handed in, and never an entry they have a tie with.
        """
        if getattr(person, "pk", None) is None:
            return self.all() if getattr(person, "is_system", False) else self.none()
        staff = Role.objects.filter(person=person, kind__in=SEES_ENTRIES).values("edition")
        member = apps.get_model("entries.Member").objects.filter(person=person, state=MemberState.ACCEPTED)
        tied = apps.get_model("entries.Tie").objects.standing_for(person).values("entry")
        handed_in = Q(submitted_version__isnull=False)
        return self.filter(Q(pk__in=member.values("entry")) | (Q(edition__in=staff) & handed_in & ~Q(pk__in=tied)))


class TieQuerySet(QuerySet["models.Tie"]):
    """Ties."""

    def standing(self) -> Self:
        """All that a human has not dismissed."""
        return self.filter(state__in=STANDING)

    def standing_for(self, person: Any) -> Self:
        return self.standing().filter(person=person)
