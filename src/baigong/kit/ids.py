"""Public ids: 130 random bits in 26 letters that nobody confuses, never derived from order or rank."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26

_draw: Callable[[int], int] = secrets.randbits


def new_public_id() -> str:
    """A fresh id: 26 characters, 130 bits."""
    return new_code(LENGTH)


def new_code(length: int) -> str:
    """A random code of `length` letters, five bits each."""
    bits = _draw(5 * length)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(length))


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """Draw ids from a seed in this block, so that a world built twice is the same world."""
    global _draw  # noqa: PLW0603 (one source of ids for the process, like the clock)
    before, _draw = _draw, random.Random(str(seed)).getrandbits  # noqa: S311 (worlds only)
    try:
        yield
    finally:
        _draw = before


class PublicIdField(models.CharField[str, str]):
    """The id that may stand in an address."""

    def __init__(self, **kwargs: object) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "editable": False, "default": new_public_id}
        super().__init__(**kwargs)  # type: ignore[arg-type]
