"""Makes a record from its inputs, and checks one by computing everything again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fairjury.rules import Infeasible
from fairjury.version import __version__

from . import canonical, compute, seal
from .shape import misshapen

PACKAGES = ("numba", "numpy", "ortools", "scipy")
#: So many differences are listed; the rest is counted.
LISTED = 100
#: What recomputing from inputs that make no sense may raise.
SENSELESS = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it must be: where (a path such as result/entries/k3/merit), stored, computed, words."""

    where: str
    stored: Any
    computed: Any
    zh: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("where", "stored", "computed", "zh", "en")}


def engine() -> dict[str, Any]:
    """The engine and the packages it computes with here."""
    return {"version": __version__, "packages": {name: _version(name) for name in PACKAGES}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def make(
    *,
    rubric: list[dict[str, Any]],
    entries: list[dict[str, Any]],
    judges: list[str],
    ballots: list[list[Any]],
    rules: Mapping[str, Any],
    seed: str,
    salt: str,
    comparisons: list[list[Any]] | None = None,
) -> seal.Record:
    """The sealed record of a selection; the arguments are the sections `fairjury.record.seal` describes.

    The result is computed from what is stored, after rounding. Raises `Pieces`, `Infeasible`, `Uneven` or ValueError.
    """
    inputs = canonical.rounded(
        {
            "format": seal.FORMAT,
            "engine": engine(),
            "seed": seed,
            "salt": salt,
            "rubric": rubric,
            "entries": sorted(entries, key=lambda one: one["key"]),
            "judges": sorted(judges),
            "ballots": sorted(ballots, key=lambda row: (row[0], row[1])),
            "rules": rules,
            **({"comparisons": sorted(comparisons, key=lambda row: row[:3])} if comparisons else {}),
        }
    )
    result = compute.result(inputs)
    return seal.sealed({**inputs, "result": result, "decisions": [], "awards": seal.awards(result, ())})


def verify(raw: bytes, *, digest: str = "") -> list[Difference]:
    """Everything in which a record's file is not what its inputs give; an empty list when it holds.

    `digest`: the one that was published; without it a record forged as a whole, digest included, passes.
    """
    try:
        record = canonical.decode(raw)
    except canonical.NotCanonical as error:
        zh = f"檔案不是標準寫法：第 {error.place} 個位元組起被改過，或存檔時重新排版過。"
        return [_difference("file", None, error.place, zh, f"The file is not in canonical form: {error}.")]
    if wrong := misshapen(record):
        return [
            _difference(
                name, None, None, f"「{name}」缺少、多出或格式不對。", f"“{name}” is missing, extra or malformed."
            )
            for name in wrong
        ]
    return [*_sealed(record, published=digest), *_replayed(record)]


def _difference(where: str, stored: Any, computed: Any, zh: str, en: str) -> Difference:
    return Difference(where, stored, computed, zh, en)


def _sealed(record: seal.Record, *, published: str) -> Iterator[Difference]:
    found, said = seal.digest_of(record), record["digest"]
    if found != said:
        en = "The content does not give the digest that stands in the file."
        yield _difference("digest", said, found, "內容算出的摘要與檔案所載不同。", en)
    if published and published.lower() != found:
        en = "This is not the record whose digest was published."
        yield _difference("digest", published, found, "這不是已公布摘要的那一份紀錄。", en)


def _replayed(record: seal.Record) -> list[Difference]:
    """Compute the result again and compare it, number by number."""
    try:
        result = canonical.rounded(compute.result(record))
        rows = [(one["entry"], one["after"], one["before"]) for one in record["decisions"]]
        won = {line["key"]: sorted(line["prizes"]) for line in result["entries"]}
        awards = seal.awards(result, record["decisions"])
    except (Infeasible, *SENSELESS) as error:
        en = f"The result cannot be computed from these inputs: {error}"
        return [_difference("result", None, None, f"由這些資料算不出結果：{error}", en)]
    before = {"before": {key: won.get(key) for key, _after, _before in rows}}
    found = [
        *_differences("result", record["result"], result),
        *_differences("decisions", {"before": {key: said for key, _after, said in rows}}, before),
        *_differences("awards", record["awards"], awards),
        *_order(record),
    ]
    return [*_other_engine(record), *found[:LISTED]] if found else []


def _other_engine(record: seal.Record) -> Iterator[Difference]:
    """Where results differ, other versions may be why."""
    here, there = engine(), record["engine"]
    if here != there:
        zh, en = (
            f"紀錄由另一組版本算出：{_short(there)}。",
            f"The record was computed with other versions: {_short(there)}.",
        )
        yield _difference("engine", there, here, zh, en)


def _order(record: seal.Record) -> Iterator[Difference]:
    """Sections that could be written in several orders have one."""
    orders: dict[str, list[Any]] = {
        "entries": [one["key"] for one in record["entries"]],
        "judges": record["judges"],
        "ballots": [row[:2] for row in record["ballots"]],
        "comparisons": [row[:3] for row in record.get("comparisons", ())],
        "decisions": [one["entry"] for one in record["decisions"]],
    }
    for name, keys in orders.items():
        if keys != sorted(keys):
            yield _difference(
                name, None, None, f"「{name}」沒有依代碼排序。", f"“{name}” is not in the order of its keys."
            )


def _differences(where: str, stored: Any, computed: Any) -> Iterator[Difference]:
    """Walk two values and name every place in which they differ."""
    pairs = _parts(stored, computed)
    if pairs is not None:
        for name, one, other in pairs:
            yield from _differences(f"{where}/{name}", one, other)
    elif canonical.text(stored) != canonical.text(computed):
        said, got = _short(stored), _short(computed)
        en = f"The file says {said}, computing again gives {got}."
        yield _difference(where, stored, computed, f"檔案寫 {said}，重算得 {got}。", en)


def _parts(stored: Any, computed: Any) -> list[tuple[str, Any, Any]] | None:
    """Name and both values of every part; None for what is compared as a whole."""
    if isinstance(stored, dict) and isinstance(computed, dict):
        return [(key, stored.get(key), computed.get(key)) for key in sorted(stored.keys() | computed.keys())]
    if isinstance(stored, list) and isinstance(computed, list) and len(stored) == len(computed):
        return [(_name(one, at), one, other) for at, (one, other) in enumerate(zip(stored, computed, strict=True))]
    return None


def _name(value: Any, at: int) -> str:
    """A row's own key or name, or its place from 0."""
    return str(value.get("key") or value.get("name") or at) if isinstance(value, dict) else str(at)


def _short(value: Any) -> str:
    said = canonical.text(value)
    return said if len(said) <= 160 else said[:157] + "…"
