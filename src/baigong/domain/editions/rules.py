"""Who is what in an edition."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition, Role
from baigong.kit.policy import Predicate, deny, predicate
from baigong.kit.prepared import Prepared

_roles = Prepared(lambda person: Role.objects.filter(person=person).values_list("edition_id", "kind"))


def edition_id_of(thing: Any) -> int | None:
    """The edition that a thing belongs to, through its round, selection or entry if need be."""
    if isinstance(thing, Edition):
        return thing.pk
    for name in ("edition_id", "round", "selection", "award", "correction", "entry", "assignment"):
        if (value := getattr(thing, name, None)) is not None:
            return value if name == "edition_id" else edition_id_of(value)
    return None


def roles_of(person: Any) -> frozenset[tuple[int, str]]:
    """All (edition, kind) of a person; asked once per loaded person, that is once per request."""
    if getattr(person, "pk", None) is None:
        return frozenset()
    if "roles_held" not in person.__dict__:
        person.__dict__["roles_held"] = frozenset(_roles(person.pk))
    held: frozenset[tuple[int, str]] = person.__dict__["roles_held"]
    return held


def _holds(kind: str) -> Predicate:
    @predicate(name=f"is_{kind}")  # type: ignore[untyped-decorator]
    def holds(person: Any, thing: Any = None) -> bool:
        if thing is None:
            return any(held == kind for _edition, held in roles_of(person))
        return (edition_id_of(thing), kind) in roles_of(person)

    rule: Predicate = holds
    return rule


is_office = _holds(Role.Kind.OFFICE)
is_director = _holds(Role.Kind.DIRECTOR)
is_chair = _holds(Role.Kind.CHAIR)
is_partner = _holds(Role.Kind.PARTNER)
is_auditor = _holds(Role.Kind.AUDITOR)


@predicate
def holds_role(person: Any, _thing: Any = None) -> bool:
    """Works for an award in any role."""
    return bool(roles_of(person)) and _explained()


@predicate
def serves_the_house(person: Any, _thing: Any = None) -> bool:
    """Office or director of any year, for what belongs to none."""
    return any(kind in {Role.Kind.OFFICE, Role.Kind.DIRECTOR} for _edition, kind in roles_of(person))


def _explained() -> bool:
    """True, with the sentence that a refusal shows."""
    deny(_("You hold a role in this award. Ask the director to take it back first."))
    return True


@predicate
def is_system(person: Any) -> bool:
    """The house itself: jobs and the clock."""
    return bool(getattr(person, "is_system", False))


@predicate
def is_signed_in(person: Any) -> bool:
    return bool(getattr(person, "pk", None)) and bool(person.is_active)


@predicate
def is_anybody(_person: Any) -> bool:
    return True
