"""Who lost the main address of an account has three days to bring it back, by the letter that went to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.people.actions.accounts import TIME_TO_THINK, end_sessions
from baigong.domain.people.models import Person
from baigong.domain.people.queries import owner_of
from baigong.kit import audit, time
from baigong.kit.errors import Refused

SALT = "address-back"


def way_back(person: Any, *, address: str) -> str:
    """What the letter's link holds; empty unless the person has proven the address."""
    if not EmailAddress.objects.filter(user=person, email=address.lower(), verified=True).exists():
        return ""
    told = {"who": person.public_id, "address": address.lower(), "until": (time.now() + TIME_TO_THINK).isoformat()}
    return signing.dumps(told, salt=SALT)


def lost_address(secret: str) -> tuple[Person, str]:
    """Whose account a link is about and which address comes back; raises Refused where it no longer does."""
    try:
        told = signing.loads(secret, salt=SALT)
    except signing.BadSignature:
        raise Refused(_("This link is not whole. Open it from the letter once more.")) from None
    person = Person.objects.filter(public_id=told["who"], is_active=True).first()
    if person is None or time.now() > datetime.fromisoformat(told["until"]):
        raise Refused(_("An address can be brought back for 72 hours. Write to the office if it was a mistake."))
    if owner_of(told["address"]) not in {None, person}:
        raise Refused(_("This address belongs to another account by now. Write to the office."))
    return person, told["address"]


@transaction.atomic
def bring_address_back(secret: str) -> Person:
    """It is the main one again, nobody is signed in, and neither the password nor another address lets anybody in."""
    person, address = lost_address(secret)
    EmailAddress.objects.filter(user=person).update(primary=False, verified=False)
    EmailAddress.objects.update_or_create(user=person, email=address, defaults={"primary": True, "verified": True})
    person.email, person.password = address, make_password(None)
    person.save(update_fields=["email", "password"])
    end_sessions(UserSession.objects.filter(user=person))
    audit.record("person.bring_address_back", person, by=person)
    return person
