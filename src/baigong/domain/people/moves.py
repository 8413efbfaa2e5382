"""What can become of a wish to be erased, of accounts put together, and of what somebody asks about the own data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.events import DataAnswered, PersonErased
from baigong.domain.people.models import AccountMerge, DataRequest, Erasure
from baigong.domain.people.queries import open_erasure, owner_of
from baigong.domain.people.states import DataRequestState as R
from baigong.domain.people.states import ErasureState as S
from baigong.domain.people.states import MergeState as M
from baigong.kit import time
from baigong.kit.moves import move, table


def is_due(erasure: Erasure, _by: Any) -> str:
    """Three days to think better of it have passed."""
    return "" if erasure.due_at <= time.now() else _("It is done after 72 hours, so that a mistake can be taken back.")


GOOD_FOR = timedelta(minutes=30)
UNDONE_WITHIN = timedelta(days=30)


def is_in_time(merge: AccountMerge, _by: Any) -> str:
    """Codes are good for half an hour, and so is what they prove."""
    return "" if time.now() < merge.asked_at + GOOD_FOR else _("These codes are not good any more. Ask for new ones.")


def can_move(merge: AccountMerge, _by: Any) -> str:
    """The other account is there, nobody erases either, and no code by mail stands in for a second factor."""
    if merge.other is None or not merge.other.is_active:
        return _("The other account is gone.")
    if any(open_erasure(one) for one in (merge.person, merge.other)):
        return _("One of the two accounts is about to be erased. Take that back first.")
    if Authenticator.objects.filter(user=merge.other).exists():
        return _("The other account has a second factor. Sign in there and put the two together from there.")
    return ""


def can_part(merge: AccountMerge, _by: Any) -> str:
    """Thirty days, and neither of the two was merged on or erased since."""
    if merge.done_at is None or time.now() > merge.done_at + UNDONE_WITHIN:
        return _("After thirty days two accounts stay one.")
    if merge.person.merged_into_id is not None:
        return _("This account was put into another one since. Part those two first.")
    if not merge.person.merged.filter(pk=merge.other_id or 0, erased_at=None).exists():
        return _("The other account is gone.")
    is_free = merge.person.email != merge.address and owner_of(merge.address) in {None, merge.person}
    return "" if is_free else _("The other account's address is the main one of an account now. Change that first.")


MERGES = table(
    AccountMerge,
    move("prove", [M.ASKED], M.PROVEN, Can.ASK_MERGE, is_in_time),
    move("carry_out", [M.PROVEN], M.DONE, Can.MERGE_ACCOUNTS, is_in_time, can_move),
    move("undo", [M.DONE], M.UNDONE, Can.ASK_MERGE, can_part),
)

MOVES = table(
    Erasure,
    move("take_back", [S.ASKED], S.TAKEN_BACK, Can.TAKE_ERASURE_BACK),
    move("carry_out", [S.ASKED], S.DONE, Can.ERASE_PERSON, is_due, emits=PersonErased),
    move("repeat", [S.ASKED], S.DONE, Can.REPEAT_ERASURE, emits=PersonErased),
)

DATA_REQUESTS = table(
    DataRequest,
    move("grant", [R.ASKED], R.GRANTED, Can.ANSWER_DATA_REQUEST, emits=DataAnswered),
    move("refuse", [R.ASKED], R.REFUSED, Can.ANSWER_DATA_REQUEST, emits=DataAnswered),
)
