"""The one way a record is written: sorted keys, no spaces, numbers to a millionth, one line feed at the end."""

from __future__ import annotations

import json
import math
from typing import Any

#: Decimals that are kept; the last bits of a sum are nobody's evidence.
PLACES = 6


class NotCanonical(ValueError):
    """Raised when a file is not, byte for byte, the canonical form of what it says; `.place` counts bytes from 0."""

    def __init__(self, place: int, why: str) -> None:
        self.place = place
        super().__init__(why)


def rounded(value: Any) -> Any:
    """A copy in lists and plain numbers: floats to a millionth, whole ones as integers. Raises ValueError on NaN."""
    if isinstance(value, dict):
        return {str(key): rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | int:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be put on record")
    short = round(value, PLACES)
    return int(short) if short == int(short) else short


def text(value: Any) -> str:
    """The canonical JSON of a value."""
    return _dumped(rounded(value))


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def is_exact(value: Any) -> bool:
    """Whether a value is written as it stands: no number would be rounded, no 1.0 stand for 1."""
    return _dumped(value) == text(value)


def encode(value: Any) -> bytes:
    """The canonical bytes of a file that holds the value."""
    return (text(value) + "\n").encode()


def decode(raw: bytes) -> Any:
    """What a canonical file says. Raises `NotCanonical` for anything else, a changed space or 1.0 for 1 included."""
    try:
        value = json.loads(raw.decode())
        again = encode(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(getattr(error, "pos", getattr(error, "start", 0)), str(error)) from error
    if again != raw:
        place = next(
            (at for at, (a, b) in enumerate(zip(again, raw, strict=False)) if a != b), min(len(again), len(raw))
        )
        raise NotCanonical(place, f"byte {place} is not as the canonical form has it")
    return value
