"""Makes and changes accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.people.models import Person
from baigong.kit import audit
from baigong.kit.errors import BadInput, Refused
from baigong.kit.policy import SYSTEM

LONGEST_NAME = 100


def register(
    *, email: str, name: str = "", language: str = "zh-hant", password: str | None = None, by: Any = SYSTEM, **rest: Any
) -> Person:
    """Make an account, or return the one that has this address already (in any letter case)."""
    address = email.strip().lower()
    with transaction.atomic():
        known = Person.objects.filter(email=address).first()
        if known is not None:
            return known
        person = Person(email=address, name=_clean(name), language=language, password=make_password(password), **rest)
        person.save()
        audit.record("person.register", person, by=by)
    return person


def enrol(person: Person, *, by: Any) -> Person:
    """Keep somebody who signed up at the door; the address is proven afterwards."""
    with transaction.atomic():
        person.save()
        audit.record("person.register", person, by=by)
    return person


def change_profile(
    person: Person, *, by: Any, name: str, name_en: str = "", phone: str = "", language: str = "zh-hant"
) -> Person:
    """Set what others see of a person."""
    with transaction.atomic():
        person.name, person.name_en, person.phone, person.language = (
            _clean(name),
            _clean(name_en),
            phone.strip(),
            language,
        )
        person.save(update_fields=["name", "name_en", "phone", "language"])
        audit.record("person.change_profile", person, by=by)
    return person


def _clean(name: str) -> str:
    """One line, not too long, nothing cut off in silence."""
    tidy = " ".join(name.split())
    if len(tidy) > LONGEST_NAME:
        sentence = _("A name may have up to %(most)s characters; this one has %(has)s.") % {
            "most": LONGEST_NAME,
            "has": len(tidy),
        }
        raise BadInput(sentence, {"name": sentence})
    return tidy


def verify_address(person: Person, *, by: Any = SYSTEM) -> None:
    """Take the person's address as proven; for accounts that the house makes itself."""
    with transaction.atomic():
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        audit.record("person.verify_address", person, by=by)


def give_totp(person: Person, *, secret: str, by: Any = SYSTEM) -> None:
    """Set an authenticator app up with a known secret; for demo and rehearsal accounts only."""
    if not person.is_generated:
        raise Refused(_("A second factor is set up by its owner."))
    with transaction.atomic():
        TOTP.activate(person, secret)
        audit.record("person.give_totp", person, by=by)
