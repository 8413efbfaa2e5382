"""Whose an address is, and what somebody asked for about the own account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from baigong.domain.people.models import DataRequest, Erasure, Person
from baigong.domain.people.states import DataRequestState, ErasureState
from baigong.kit.audit.models import AuditEvent
from baigong.kit.prepared import Prepared

NUMBER_SHOWN = "person.show_number"


def owner_of(address: str) -> Person | None:
    """Whose account this address lets into: the first address, or one that was proven since."""
    wanted = address.strip().lower()
    proven = EmailAddress.objects.filter(email=wanted, verified=True).values("user")
    return Person.objects.filter(Q(email=wanted) | Q(pk__in=proven), is_active=True).first()


_holders = Prepared(
    lambda address: Person.objects.filter(
        Q(email=address) | Q(pk__in=EmailAddress.objects.filter(email=address).values("user"))
    ).values_list("pk", flat=True)
)


def is_taken(address: str, *, but: Any = None) -> bool:
    """Whether an account (other than this one) has the address, proven or not."""
    return any(key != getattr(but, "pk", None) for key in _holders(address.strip().lower()))


_proven = Prepared(lambda address: EmailAddress.objects.filter(email=address, verified=True).values_list("pk")[:1])
_own_addresses = Prepared(lambda person, address: EmailAddress.objects.filter(user=person, email=address))


def is_proven(address: str) -> bool:
    """Whether somebody has shown that letters to this address reach them."""
    return bool(_proven(address))


def own_address(person: Person, address: str) -> EmailAddress | None:
    """An address of this very account, as allauth would fetch it."""
    found: EmailAddress | None = _own_addresses.first(person.pk, address.lower())
    if found is not None:
        found.user = person
    return found


def addresses_of(person: Person) -> list[str]:
    """Every address of a person."""
    more = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return sorted({person.email, *(one.lower() for one in more)})


def accounts_of(person: Person) -> list[int]:
    """Keys of the person's account and of all that were put into it, by whichever way round."""
    found = newest = [person.pk]
    while newest := list(Person.objects.filter(merged_into__in=newest).values_list("pk", flat=True)):
        found = found + newest
    return found


def codes_of(person: Person) -> QuerySet[Person, str]:
    """The codes that the person is on record under: the own, and those of accounts that were put into this one."""
    return Person.objects.filter(pk__in=accounts_of(person)).values_list("public_id", flat=True)


def looks_at_number(person: Person) -> list[dict[str, Any]]:
    """Who had the person's telephone number shown, when, and for which reason."""
    looks = AuditEvent.objects.filter(verb=NUMBER_SHOWN, thing__in=codes_of(person)).order_by("-pk")
    found = list(looks.values("at", "actor", "facts"))
    names = {one.public_id: str(one) for one in Person.objects.filter(public_id__in=[look["actor"] for look in found])}
    return [
        {"at": look["at"], "who": names.get(look["actor"], look["actor"]), "reason": look["facts"]["reason"]}
        for look in found
    ]


def open_erasure(person: Any) -> Erasure | None:
    """The wish that waits to be carried out."""
    return Erasure.objects.filter(person=person, state=ErasureState.ASKED).first()


def waiting_requests(*, but: Any = None) -> QuerySet[DataRequest]:
    """What waits for an answer, the most urgent first; nobody answers the own."""
    waiting = DataRequest.objects.filter(state=DataRequestState.ASKED).select_related("person")
    return waiting.exclude(person=but.pk) if but is not None else waiting
