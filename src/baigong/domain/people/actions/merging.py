"""Makes two accounts of one person one, proven by a code to both addresses, and parts them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people import references
from baigong.domain.people.events import AccountsMerged, MergeAsked
from baigong.domain.people.models import AccountMerge, Person
from baigong.domain.people.moves import GOOD_FOR
from baigong.domain.people.queries import owner_of
from baigong.domain.people.states import MergeState
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.ids import new_code
from baigong.kit.moves import perform
from baigong.kit.text import digest

CODE_LENGTH = 8
MOST_ASKED = 5
MOST_TRIES = 5


@transaction.atomic
def ask_merge(person: Person, *, address: str, by: Any) -> AccountMerge:
    """Send a code to both addresses. Whether the other one has an account is told to nobody but its owner."""
    policy.require(by, Can.ASK_MERGE, person)
    other, now = owner_of(address), time.now()
    if other == person:
        raise BadInput(_("Something needs a correction."), {"address": _("This address is of this account already.")})
    if AccountMerge.objects.filter(person=person, asked_at__gt=now - timedelta(hours=1)).count() >= MOST_ASKED:
        raise Refused(_("Codes were sent several times in the last hour. Look into both mailboxes, or wait an hour."))
    own_code, other_code = new_code(CODE_LENGTH), new_code(CODE_LENGTH)
    merge = AccountMerge(person=person, other=other, address=address.strip().lower(), asked_at=now)
    merge.codes = [_seal(merge, own_code), _seal(merge, other_code)]
    merge.save()
    audit.record("person.ask_merge", person, by=by, merge=merge.public_id)
    emit(MergeAsked(merge_id=merge.pk, own_code=own_code, other_code=other_code))
    return merge


def _seal(merge: AccountMerge, code: str) -> str:
    return digest({"merge": merge.public_id, "code": "".join(code.split()).lower().replace("-", "")})


def prove_merge(merge: AccountMerge, *, own_code: str, other_code: str, by: Any) -> AccountMerge:
    """Hand in the codes of both letters; five tries. A wrong one counts even though nothing else is kept of it."""
    open_now = AccountMerge.objects.filter(pk=merge.pk, state=MergeState.ASKED, tries__lt=MOST_TRIES)
    if not open_now.filter(asked_at__gt=time.now() - GOOD_FOR).update(tries=F("tries") + 1):
        raise Refused(_("These codes are not good any more. Ask for new ones."))
    merge.refresh_from_db()
    if merge.other_id is None or merge.codes != [_seal(merge, own_code), _seal(merge, other_code)]:
        faults = {"other_code": _("At least one of the two codes is wrong. Look into both letters.")}
        raise BadInput(_("Something needs a correction."), faults)
    fresh: AccountMerge = perform(merge, "prove", by=by)
    return fresh


@transaction.atomic
def merge_accounts(merge: AccountMerge, *, by: Any) -> AccountMerge:
    """Everything of the other account is this person's from now on; its address lets in here, too.

    What both have of a kind there can be one of (a role, a bond) stays where it is: this person has it already.
    """
    merge = perform(merge, "carry_out", by=by)
    person, other = merge.person, merge.other
    if other is None:
        raise Refused(_("The other account is gone."))
    for session in UserSession.objects.filter(user=other):
        session.end()
    address = other.email
    EmailAddress.objects.filter(user=other).update(primary=False)
    _prove(other, address=address, is_primary=False)
    carried = references.movable(other, into=person)
    _hand_over(carried, giver=other, taker=person)
    AccountMerge.objects.filter(pk=merge.pk).update(carried=carried, address=address, done_at=time.now())
    gone = {"email": f"{other.public_id}@merged.invalid", "is_active": False, "merged_into": person}
    Person.objects.filter(pk=other.pk).update(**gone, password=make_password(None))
    emit(AccountsMerged(merge_id=merge.pk))
    return merge


@transaction.atomic
def part_accounts(merge: AccountMerge, *, by: Any) -> AccountMerge:
    """They were two after all: the other account has again what it brought, as far as this person still has it."""
    merge = perform(merge, "undo", by=by)
    person, other = merge.person, merge.other
    if other is None:
        raise Refused(_("The other account is gone."))
    _hand_over(merge.carried, giver=person, taker=other)
    EmailAddress.objects.filter(user=other).update(primary=False)
    _prove(other, address=merge.address, is_primary=True)
    Person.objects.filter(pk=other.pk).update(email=merge.address, is_active=True, merged_into=None)
    return merge


def _prove(person: Person, *, address: str, is_primary: bool) -> None:
    """Its owner read a code there; the row may have been taken away since."""
    EmailAddress.objects.update_or_create(
        user=person, email=address, defaults={"verified": True, "primary": is_primary}
    )


def forget_asked(merges: QuerySet[AccountMerge]) -> int:
    """Merges that were asked for and never done; the address typed in may be anybody's."""
    return merges.delete()[0]


def _hand_over(carried: Mapping[str, list[int]], *, giver: Person, taker: Person) -> None:
    for name, keys in carried.items():
        table, field = name.rsplit(".", 1)
        rows = apps.get_model(table)._base_manager.filter(pk__in=keys, **{field: giver})  # noqa: SLF001 (hidden ones, too)
        rows.update(**{field: taker})
