"""What can go wrong in words: every error carries its sentence, its status and the way out.

Refused
├── NotAllowed      403  the person lacks the right
├── Stale           409  somebody saved in between; carries both texts
├── BadInput        422  the fields that are wrong, each with its sentence
└── TooBusy         503  try again; nothing was lost
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The rules say no; the sentence says why and what to do."""

    status = 409

    def __init__(self, sentence: object, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The person lacks the right for this."""

    status = 403


class Stale(Refused):
    """Somebody saved in between; `facts` hold both texts."""

    status = 409


class BadInput(Refused):
    """Some fields are wrong; `faults` maps a field's key to its sentence."""

    status = 422

    def __init__(self, sentence: object, faults: Mapping[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.faults = dict(faults or {})


class TooBusy(Refused):
    """The house is full for a moment."""

    status = 503
