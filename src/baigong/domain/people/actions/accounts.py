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
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.events import DataAnswered, DataAsked, ErasureAsked
from baigong.domain.people.models import AccountMerge, DataRequest, Erasure, Person
from baigong.domain.people.queries import accounts_of, addresses_of, is_proven, owner_of
from baigong.domain.people.states import DataRequestKind, DataRequestState, ErasureState
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.files import uploads
from baigong.kit.moves import perform
from baigong.kit.outbox import actions as outbox
from baigong.kit.policy import SYSTEM
from baigong.kit.text import clean
from baigong.kit.written import change, write

LONGEST_NAME = 100
TIME_TO_THINK = timedelta(hours=72)
TERM_DAYS = {
    DataRequestKind.LOOK: 15,
    DataRequestKind.COPY: 15,
    DataRequestKind.CORRECT: 30,
    DataRequestKind.STOP: 30,
    DataRequestKind.ERASE: 30,
}


def register(
    *, email: str, name: str = "", language: str = "zh-hant", password: str | None = None, by: Any = SYSTEM, **rest: Any
) -> Person:
    """Make an account, or return the one that has this address already (in any letter case)."""
    address = email.strip().lower()
    with transaction.atomic():
        known = Person.objects.filter(email=address).first() or owner_of(address)
        if known is not None:
            return known
        person = Person(email=address, name=_clean(name), language=language, password=make_password(password), **rest)
        person.save()
        audit.record("person.register", person, by=by)
    return person


def enrol(person: Person, *, by: Any) -> Person:
    """Keep somebody who signed up at the door; the address is proven afterwards."""
    person.name = _clean(person.name)
    with transaction.atomic(savepoint=False):
        write(person)
        audit.record("person.register", person, by=by)
    return person


def note_address(person: Person) -> EmailAddress:
    """The address somebody new signs up with, not proven yet."""
    return write(EmailAddress(user=person, email=person.email, primary=True))


def prove_first_address(address: EmailAddress) -> bool:
    """The code came back before anybody ever got in; False where somebody else has proven the address meanwhile."""
    return not is_proven(address.email) and bool(change(EmailAddress, {"verified": True}, pk=address.pk))


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


def reseal(*, by: Any) -> int:
    """Seal with the key in use what is sealed; returns of how many people. Raises WrongKeyError, changing nothing."""
    with transaction.atomic():
        people = list(Person.objects.exclude(phone="").only("phone"))
        for person in people:
            person.save(update_fields=["phone"])
        audit.record("people.reseal", None, by=by, count=len(people))
    return len(people)


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
    accounts = accounts_of(person)
    outbox.forget(person, addresses=addresses_of(person))
    person.data_requests.update(words="", delay="", answer="")
    uploads.forget(person)
    _forget_ways_in(person)
    AccountMerge.objects.filter(person__in=accounts).update(address="")
    Person.objects.filter(pk__in=accounts).update(
        email=Concat("public_id", Value("@erased.invalid")),
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


@transaction.atomic
def ask_about_data(person: Person, *, kind: str, words: str) -> DataRequest:
    """Ask for what no page does by itself; the person's own word, whose clock starts now."""
    if kind not in DataRequestKind.values or not clean(words):
        faults = {"words": _("Say what you ask for.")} if not clean(words) else {"kind": _("Choose one.")}
        raise BadInput(_("Something needs a correction."), faults)
    now = time.now()
    term = timedelta(days=TERM_DAYS[DataRequestKind(kind)])
    asked = DataRequest.objects.create(person=person, kind=kind, words=clean(words), asked_at=now, due_at=now + term)
    audit.record("person.ask_about_data", person, by=person, kind=kind, request=asked.public_id)
    emit(DataAsked(datarequest_id=asked.pk))
    return asked


@transaction.atomic
def answer_data_request(asked: DataRequest, *, grant: bool, answer: str, by: Any) -> DataRequest:
    """Say what was done, or why not; the person reads exactly this."""
    if not clean(answer):
        raise BadInput(_("Something needs a correction."), {"answer": _("Say what was done, or why not.")})
    DataRequest.objects.filter(pk=asked.pk).update(answer=clean(answer), answered_at=time.now())
    fresh: DataRequest = perform(asked, "grant" if grant else "refuse", by=by)
    return fresh


@transaction.atomic
def delay_data_request(asked: DataRequest, *, why: str, by: Any) -> None:
    """Take as long again, once; the person is told why (個資法 §13)."""
    policy.require(by, Can.ANSWER_DATA_REQUEST, asked)
    if not clean(why):
        raise BadInput(_("Something needs a correction."), {"answer": _("Say why it takes longer.")})
    waiting = DataRequest.objects.filter(pk=asked.pk, state=DataRequestState.ASKED, delay="")
    due = asked.due_at + timedelta(days=TERM_DAYS[DataRequestKind(asked.kind)])
    if not waiting.update(delay=clean(why), due_at=due):
        raise Refused(_("The term can be made longer once."))
    audit.record("person.delay_data_request", asked.person, by=by, request=asked.public_id)
    emit(DataAnswered(datarequest_id=asked.pk))


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
    for log in (AccessAttempt, AccessLog, AccessFailureLog):
        log.objects.filter(username__in=addresses_of(person)).delete()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
