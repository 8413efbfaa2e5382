"""The shape a record must have before anybody computes with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .seal import FORMAT

Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    return type(value) is str


def is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 10**9


def is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < 1e9


def is_side(value: Any) -> bool:
    return is_number(value) and value in (-1, 0, 1)


def is_flag(value: Any) -> bool:
    return type(value) is bool


def is_hash(value: Any) -> bool:
    return is_text(value) and re.fullmatch("[0-9a-f]{64}", value) is not None


def maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(part) for part in value)


def by_name(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(check(part) for part in value.values())


def row(*checks: Check) -> Check:
    """A list with one part for each check."""
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(checks)
        and all(check(part) for check, part in zip(checks, value, strict=True))
    )


def fields(**checks: Check) -> Check:
    """An object with exactly these fields."""
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == checks.keys()
        and all(check(value[name]) for name, check in checks.items())
    )


def is_criterion(value: Any) -> bool:
    """A leaf or a branch of the rubric's tree."""
    if not isinstance(value, dict) or not is_text(value.get("key")) or not is_number(value.get("weight")):
        return False
    rest = value.keys() - {"key", "weight", "bonus"}
    if not is_flag(value.get("bonus", True)):
        return False
    if rest == {"parts"}:
        return each(is_criterion)(value["parts"])
    return rest == {"low", "high", "step"} and all(is_number(value[name]) for name in rest)


REMARKS = each(fields(code=is_text, zh=is_text, en=is_text))
QUOTA = fields(by=is_text, least=by_name(is_count), most=by_name(is_count))
PRIZE = fields(
    name=is_text,
    of=is_text,
    count=is_count,
    within=is_text,
    bar=is_number,
    among=maybe(each(is_text)),
    quotas=each(QUOTA),
)
JUDGE = fields(
    key=is_text,
    reads=is_count,
    severity=is_number,
    scale=is_number,
    noise=is_number,
    weight=is_number,
    clipped=is_number,
    remarks=REMARKS,
)
REASON = fields(code=is_text, shift=maybe(is_number), partner=maybe(is_text), zh=is_text, en=is_text)
ENTRY = fields(
    key=is_text,
    reads=is_count,
    rank=maybe(is_count),
    mean=maybe(is_number),
    merit=maybe(is_number),
    error=maybe(is_number),
    chances=by_name(is_number),
    zone=is_text,
    prizes=each(is_text),
    reason=maybe(REASON),
    remarks=REMARKS,
)
RESULT = fields(
    model=is_text,
    gate=fields(chosen=is_text, hidden=is_count, errors=by_name(is_number), zh=is_text, en=is_text),
    efficiency=is_number,
    method=is_text,
    main=is_text,
    judges=each(JUDGE),
    entries=each(ENTRY),
    prizes=each(
        fields(name=is_text, of=is_text, winners=each(is_text), expected=is_number, vacant=is_count),
    ),
    warnings=REMARKS,
)
SECTIONS: Mapping[str, Check] = {
    "format": lambda value: value == FORMAT,
    "engine": fields(version=is_text, packages=by_name(is_text)),
    "seed": is_text,
    "salt": is_hash,
    "rubric": each(is_criterion),
    "entries": each(fields(key=is_text, track=is_text, labels=by_name(is_text))),
    "judges": each(is_text),
    "ballots": each(row(is_text, is_text, each(maybe(is_number)))),
    "rules": fields(
        prizes=each(PRIZE), team=is_text, floor_score=maybe(is_number), vacancy=is_flag, signed=maybe(is_text)
    ),
    "comparisons": each(row(is_text, is_text, is_text, is_side)),
    "result": RESULT,
    "decisions": each(fields(entry=is_text, before=each(is_text), after=each(is_text), reason=is_hash)),
    "awards": by_name(each(is_text)),
    "digest": is_hash,
}


#: A year in which no entries were compared side by side has no such section.
OPTIONAL = {"comparisons"}


def misshapen(record: Any) -> list[str]:
    """Names of the sections that are missing, unknown or not as they must be; empty for a sound record."""
    if not isinstance(record, dict):
        return ["record"]
    unknown = sorted(set(record) - set(SECTIONS))
    needed = [name for name in SECTIONS if name in record or name not in OPTIONAL]
    return [name for name in needed if name not in record or not SECTIONS[name](record[name])] + unknown
