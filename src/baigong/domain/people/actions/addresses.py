"""Who lost the main address of an account has three days to bring it back, by the letter that went to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.people.actions.accounts import TIME_TO_THINK, end_sessions
from baigong.domain.people.models import Person
from baigong.domain.people.queries import owner_of
from baigong.kit import audit, time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import Refused
from baigong.kit.sealing import WrongKeyError, seal, unseal

BROUGHT_BACK = "person.bring_address_back"


@dataclass(frozen=True, slots=True)
class Lost:
    """Whose address it was, and since when it is another."""

    person: Person
    address: str
    since: datetime

    @property
    def new_keys(self) -> list[Authenticator]:
        """Second factors and passkeys that came in the three days before, or since."""
        mine = Authenticator.objects.filter(user=self.person, created_at__gte=self.since - TIME_TO_THINK)
        return list(mine.order_by("created_at", "pk"))

    @property
    def new_providers(self) -> list[SocialAccount]:
        """Accounts elsewhere that let somebody in since then."""
        mine = SocialAccount.objects.filter(user=self.person, date_joined__gte=self.since - TIME_TO_THINK)
        return list(mine.order_by("date_joined", "pk"))


def way_back(person: Any, *, address: str) -> str:
    """What the letter's link holds, readable by us alone; empty unless the person has proven the address."""
    if not EmailAddress.objects.filter(user=person, email=address.lower(), verified=True).exists():
        return ""
    return seal(json.dumps([BROUGHT_BACK, person.public_id, address.lower(), time.now().isoformat()]))


def lost_address(secret: str) -> Lost:
    """What a link is about; raises Refused where the address no longer comes back."""
    code, address, since = _opened(secret)
    person = Person.objects.filter(public_id=code, is_active=True).first()
    if person is None or time.now() > since + TIME_TO_THINK:
        raise Refused(_("An address can be brought back for 72 hours. Write to the office if it was a mistake."))
    if owner_of(address) not in {None, person}:
        raise Refused(_("This address belongs to another account by now. Write to the office."))
    if _is_void(person, since=since):
        raise Refused(_("An address of this account was brought back already. Sign in, or set a new password."))
    return Lost(person, address, since)


def _opened(secret: str) -> tuple[str, str, datetime]:
    try:
        purpose, code, address, since = json.loads(unseal(secret))
    except (WrongKeyError, ValueError):
        purpose = ""
    if purpose != BROUGHT_BACK:
        raise Refused(_("This link is not whole. Open it from the letter once more."))
    return code, address, datetime.fromisoformat(since)


def _is_void(person: Person, *, since: datetime) -> bool:
    """The first letter wins: who changed the address after its owner had it gets nothing back by a later one."""
    done = AuditEvent.objects.filter(verb=BROUGHT_BACK, thing=person.public_id).values_list("facts", flat=True)
    return any(facts.get("since", "") <= since.isoformat() for facts in done)


@transaction.atomic
def bring_address_back(secret: str, *, drops_keys: bool = True) -> Person:
    """It is the main one again, nobody is signed in, and neither the password nor another address lets anybody in.

    `drops_keys`: what was added as a way in since shortly before the change lets nobody in any more either.
    """
    lost = lost_address(secret)
    person, address = lost.person, lost.address
    EmailAddress.objects.filter(user=person).update(primary=False, verified=False)
    EmailAddress.objects.update_or_create(user=person, email=address, defaults={"primary": True, "verified": True})
    person.email, person.password = address, make_password(None)
    person.save(update_fields=["email", "password"])
    end_sessions(UserSession.objects.filter(user=person))
    dropped = _drop(lost) if drops_keys else 0
    audit.record(BROUGHT_BACK, person, by=person, since=lost.since.isoformat(), dropped=dropped)
    return person


def _drop(lost: Lost) -> int:
    ways_in = [*lost.new_keys, *lost.new_providers]
    for way in ways_in:
        way.delete()
    return len(ways_in)
