"""Whoever changes a record, a byte or a field, with or without sealing it anew, is found out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from fairjury import record
from fairjury.record import canonical, seal
from tests.fairjury.record import made
from tests.support.proofs import Case

SPACES = (b" ", b"\n", b"\t", b"\r")


def other_byte(rng: random.Random) -> bytes:
    raw = bytearray(made.raw())
    at = rng.randrange(len(raw))
    raw[at] = rng.choice([byte for byte in range(256) if byte != raw[at]])
    return bytes(raw)


def one_more(rng: random.Random) -> bytes:
    raw, at = made.raw(), rng.randrange(len(made.raw()) + 1)
    return raw[:at] + bytes([rng.randrange(256)]) + raw[at:]


def one_less(rng: random.Random) -> bytes:
    raw, at = made.raw(), rng.randrange(len(made.raw()))
    return raw[:at] + raw[at + rng.randint(1, 3) :]


def space(rng: random.Random) -> bytes:
    """A space where JSON allows one."""
    raw = made.raw()
    at = rng.choice([place for place, byte in enumerate(raw) if byte in b",:[]{}\n"])
    return raw[: at + 1] + rng.choice(SPACES) + raw[at + 1 :]


def number_form(rng: random.Random) -> bytes:
    """The same number in another form: 7.0, 7e0, 0.50."""
    raw = made.raw().decode()
    at = rng.choice([place for place in range(1, len(raw)) if raw[place - 1].isdigit() and raw[place] in ",]}"])
    start = max(raw.rfind(sign, 0, at) for sign in ",:[")
    forms = (".00", "e0") if "." not in raw[start:at] else ("0", "00e0")
    return (raw[:at] + rng.choice(forms) + raw[at:]).encode()


def edited(rng: random.Random) -> dict[str, Any]:
    """The record with one value changed, dropped, doubled or swapped anywhere in it."""
    found = made.fresh()
    where: Any = found
    while True:
        key = rng.choice(sorted(where) if isinstance(where, dict) else range(len(where)))
        if not isinstance(where[key], dict | list) or not where[key] or rng.random() < 0.1:
            break
        where = where[key]
    change(where, key, rng)
    return found


def change(where: Any, key: Any, rng: random.Random) -> None:
    value = where[key]
    how = rng.choice(("value", "drop", "double", "none"))
    if how == "drop" or (how == "none" and value is None):
        del where[key]
    elif how == "none":
        where[key] = None
    elif how == "double":
        where[key] = [value, value]
    elif isinstance(value, str):
        where[key] = value + "x"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        where[key] = value + rng.choice((1, -1, 0.000001, 0.5, 1000))
    else:
        where[key] = not value


def field(rng: random.Random) -> bytes:
    """A field is changed and the file written properly; the digest is left as it was."""
    return canonical.encode(edited(rng))


def forged(rng: random.Random) -> bytes:
    """A result is changed and the whole sealed anew, digest included."""
    found = made.fresh()
    lines = rng.choice((found["result"]["entries"], found["result"]["judges"], found["result"]["prizes"]))
    line = rng.choice(lines)
    key = rng.choice([name for name, value in sorted(line.items()) if isinstance(value, int | float)])
    line[key] = round(line[key] + rng.choice((0.000001, -0.001, 1)), 6)
    return canonical.encode(seal.sealed(found))


EDITS = (other_byte, one_more, one_less, space, number_form, field, field, forged)


@pytest.mark.proof(name="record", asked=1000, small=24, seed=29)
def test_every_edit_is_caught(cases: Iterator[Case]) -> None:
    for case in cases:
        edit = EDITS[case.number % len(EDITS)]
        raw = edit(case.rng)
        assert raw != made.raw()
        assert record.verify(raw), f"{edit.__name__} passed"
