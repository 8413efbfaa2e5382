"""What can become of a wish to be erased, and of what somebody asks about the own data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.events import DataAnswered, PersonErased
from baigong.domain.people.models import DataRequest, Erasure
from baigong.domain.people.states import DataRequestState as R
from baigong.domain.people.states import ErasureState as S
from baigong.kit import time
from baigong.kit.moves import move, table


def is_due(erasure: Erasure, _by: Any) -> str:
    """Three days to think better of it have passed."""
    return "" if erasure.due_at <= time.now() else _("It is done after 72 hours, so that a mistake can be taken back.")


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
