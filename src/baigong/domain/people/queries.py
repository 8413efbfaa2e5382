"""What somebody asked for about the own account."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from baigong.domain.people.models import DataRequest, Erasure
from baigong.domain.people.states import DataRequestState, ErasureState


def open_erasure(person: Any) -> Erasure | None:
    """The wish that waits to be carried out."""
    return Erasure.objects.filter(person=person, state=ErasureState.ASKED).first()


def waiting_requests(*, but: Any = None) -> QuerySet[DataRequest]:
    """What waits for an answer, the most urgent first; nobody answers the own."""
    waiting = DataRequest.objects.filter(state=DataRequestState.ASKED).select_related("person")
    return waiting.exclude(person=but.pk) if but is not None else waiting
