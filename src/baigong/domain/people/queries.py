"""What somebody asked for about the own account."""

from __future__ import annotations

from typing import Any

from baigong.domain.people.models import Erasure
from baigong.domain.people.states import ErasureState


def open_erasure(person: Any) -> Erasure | None:
    """The wish that waits to be carried out."""
    return Erasure.objects.filter(person=person, state=ErasureState.ASKED).first()
