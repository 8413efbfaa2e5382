"""Makes and changes accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.events import ErasureAsked
from baigong.domain.people.models import Erasure, Person
from baigong.domain.people.states import ErasureState
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.files import uploads
from baigong.kit.moves import perform
from baigong.kit.outbox import actions as outbox
from baigong.kit.policy import SYSTEM

LONGEST_NAME = 100
TIME_TO_THINK = timedelta(hours=72)


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
    person.name = _clean(person.name)
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


@transaction.atomic
def ask_erasure(person: Person, *, by: Any) -> Erasure:
    """Ask for account and data to be erased; done after 72 hours, unless it is taken back. Asking twice is once."""
    policy.require(by, Can.ERASE_PERSON, person)
    standing = Erasure.objects.filter(person=person, state=ErasureState.ASKED).first()
    if standing is not None:
        return standing
    erasure = Erasure.objects.create(person=person, asked_at=time.now(), due_at=time.now() + TIME_TO_THINK)
    audit.record("person.ask_erasure", person, by=by)
    emit(ErasureAsked(erasure_id=erasure.pk))
    return erasure


def take_erasure_back(erasure: Erasure, *, by: Any) -> None:
    """Stay."""
    perform(erasure, "take_back", by=by)


@transaction.atomic
def erase(erasure: Erasure) -> None:
    """Forget the person in every chapter; what others rely on stays under a pseudonym, the audit log's own.

    The wish is the person's, so the policy is asked once more in the person's name. Raises Refused.
    """
    perform(erasure, "carry_out", by=erasure.person, person_id=erasure.person.pk)
    _forget(erasure.person)


def _forget(person: Person) -> None:
    outbox.forget(person)
    uploads.forget(person)
    _forget_ways_in(person)
    Person.objects.filter(pk=person.pk).update(
        email=f"{person.public_id}@erased.invalid",
        name="",
        name_en="",
        phone="",
        password=make_password(None),
        is_active=False,
        erased_at=time.now(),
    )


@transaction.atomic
def erase_again(codes: Iterable[str]) -> int:
    """Carry out once more what was carried out before: an old backup knows people who were erased since."""
    back = list(Person.objects.filter(public_id__in=list(codes), erased_at=None))
    for person in back:
        asked = {"asked_at": time.now(), "due_at": time.now()}
        wish, _new = Erasure.objects.get_or_create(person=person, state=ErasureState.ASKED, defaults=asked)
        perform(wish, "repeat", by=SYSTEM, person_id=person.pk)
        _forget(person)
    return len(back)


def end_sessions(sessions: QuerySet[UserSession]) -> int:
    """Sign these devices out for good."""
    return len([session.end() for session in sessions.iterator()])


def forget_attempts(notes: QuerySet[AccessLog]) -> int:
    """Notes of signing in, and of failing to, up to the newest of these."""
    newest = notes.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    if newest is None:
        return 0
    logs = (AccessAttempt, AccessLog, AccessFailureLog)
    return sum(log.objects.filter(attempt_time__lte=newest).delete()[0] for log in logs)


def _forget_ways_in(person: Person) -> None:
    """Addresses, second factors, sessions, and the notes about wrong passwords."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    for log in (AccessAttempt, AccessLog, AccessFailureLog):
        log.objects.filter(username__iexact=person.email).delete()
