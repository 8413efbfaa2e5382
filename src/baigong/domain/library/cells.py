"""Where a solution stands among the hundred, and the one 字 in its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from baigong.domain.entries.models import Entry

FIRST_HAN, LAST_HAN = "一", "鿿"


def in_cell_order(entries: Iterable[Entry]) -> list[Entry]:
    """An order that has nothing to do with rank, name or time: by the hash of the random id given at the start."""
    return sorted(entries, key=lambda entry: hashlib.sha256(entry.public_id.encode()).digest())


def sign_of(entry: Entry, answers: Mapping[str, Any]) -> str:
    """The character the team chose, else the first one of the title, else the track's."""
    chosen = str(answers.get("sign") or "").strip()
    if chosen:
        return chosen[:1]
    return next((one for one in entry.title if FIRST_HAN <= one <= LAST_HAN), entry.track.sign)
