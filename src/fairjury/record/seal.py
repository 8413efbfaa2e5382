"""Seals a record: its digest is the root of a hash tree over every section, every judge, every entry, every ballot.

What stands in a record (format `fairjury-record/1`), all of it canonical JSON (`canonical.encode`):

    format, engine {version, packages {name: version}}, seed (text), salt (64 hexadecimal digits)
    rubric    the tree of criteria as `Rubric.as_json` writes it
    entries   [{key, track, labels {name: label}}], by key; keys are random words that name nobody
    judges    [key], sorted
    ballots   [[entry, judge, [score or null per criterion of the rubric]]], by entry and judge
    comparisons  [[left entry, right entry, judge, 1 left is better, -1 right, 0 both alike]]; absent where none were
    rules     {prizes [{name, of, count, within, bar, among, quotas [{by, least, most}]}], team, floor_score, vacancy,
              signed (why unequal reads in doubt are accepted, "" when they are not, null when nobody asks)}
    result    {model, gate, efficiency, method, main, judges, entries, prizes, warnings}: see `compute.result`
    decisions [{entry, before, after, reason}] of the meeting, `reason` as its salted hash
    awards    {prize: [entry keys]}: the winners in the end
    digest    64 hexadecimal digits
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from . import canonical, merkle

FORMAT = "fairjury-record/1"
Record = dict[str, Any]
Name = tuple[str, ...]


def salted(salt: str, word: str) -> str:
    """What stands for `word` where it may not be read: to be shown later, never to be guessed."""
    return hmac.new(bytes.fromhex(salt), word.encode(), hashlib.sha256).hexdigest()


def sealed(record: Mapping[str, Any]) -> Record:
    """The record, rounded as it is stored, under its digest."""
    bare = canonical.rounded({key: value for key, value in record.items() if key != "digest"})
    return {**bare, "digest": digest_of(bare)}


def digest_of(record: Mapping[str, Any]) -> str:
    """The root of the tree over all that the record says, in hexadecimal."""
    return merkle.root(tree(record)).hex()


def tree(record: Mapping[str, Any]) -> list[list[bytes]]:
    """The hash tree of a record."""
    salt, every = str(record["salt"]), list(leaves(record))
    return merkle.levels(
        [
            hash_of(name, value, salt=own_salt(salt, name), at=(place, len(every)))
            for place, (name, value) in enumerate(every)
        ]
    )


def own_salt(salt: str, name: Name) -> str:
    """The salt of one leaf; it says nothing of the others."""
    return salted(salt, canonical.text(name))


def hash_of(name: Name, value: Any, *, salt: str, at: tuple[int, int]) -> bytes:
    """The hash of a leaf; `at` is its place and the number of leaves, so that neither can be misstated."""
    return merkle.leaf_hash(bytes.fromhex(salt) + canonical.text([name, value, at]).encode())


def leaves(record: Mapping[str, Any]) -> Iterator[tuple[Name, Any]]:
    """Yield name and content of every leaf: sections, then judges, entries, their bare scores, and ballots by key."""
    for key in sorted(record):
        if key != "digest":
            yield ("section", key), record[key]
    yield from _judges(record)
    scores = _scores(record)
    yield from _entries(record, scores)
    yield from ((("scores", key), own) for key, own in scores.items())
    for entry, judge, scores in record["ballots"]:
        yield ("ballot", entry, judge), scores
    for left, right, judge, better in record.get("comparisons", ()):
        yield ("comparison", left, right, judge), better


def _judges(record: Mapping[str, Any]) -> Iterator[tuple[Name, Any]]:
    """All of one judge: what was scored, and what the engine made of it."""
    lines = {line["key"]: line for line in record["result"]["judges"]}
    rows = sorted(record["ballots"], key=lambda row: (row[1], row[0]))
    own = {judge: [[row[0], row[2]] for row in mine] for judge, mine in groupby(rows, key=lambda row: row[1])}
    for key in record["judges"]:
        yield ("judge", key), {"ballots": own.get(key, []), "line": lines.get(key)}


def _scores(record: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Every entry's scores, in an order that tells no judge."""
    own: dict[str, list[Any]] = {one["key"]: [] for one in record["entries"]}
    for entry, _judge, scores in record["ballots"]:
        own.setdefault(entry, []).append(scores)
    return {key: sorted(rows, key=canonical.text) for key, rows in own.items()}


def _entries(record: Mapping[str, Any], scores: Mapping[str, Any]) -> Iterator[tuple[Name, Any]]:
    """All of one entry: its scores and its line of the result."""
    lines = {line["key"]: line for line in record["result"]["entries"]}
    yield from ((("entry", key), {"scores": own, "line": lines.get(key)}) for key, own in scores.items())


def decided(record: Mapping[str, Any], changes: Iterable[tuple[str, Sequence[str], str]]) -> Record:
    """The record with what the meeting decided otherwise, sealed anew: (entry, its prizes now, why) each."""
    engine = {line["key"]: line["prizes"] for line in record["result"]["entries"]}
    rows = [
        {
            "entry": entry,
            "before": sorted(engine.get(entry, ())),
            "after": sorted(after),
            "reason": salted(record["salt"], why),
        }
        for entry, after, why in sorted(changes, key=lambda change: change[0])
    ]
    return sealed({**record, "decisions": rows, "awards": awards(record["result"], rows)})


def awards(result: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Who wins what in the end, in an order that says nothing of rank."""
    prizes = {line["key"]: line["prizes"] for line in result["entries"]}
    prizes |= {row["entry"]: row["after"] for row in decisions}
    names = sorted({name for own in prizes.values() for name in own} | {prize["of"] for prize in result["prizes"]})
    return {name: sorted(key for key, own in prizes.items() if name in own) for name in names}
