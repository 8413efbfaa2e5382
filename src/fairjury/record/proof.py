"""Shows one judge's ballots, one entry's scores or one ballot to be in a record, and nothing of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import canonical, merkle, seal

FORMAT = "fairjury-proof/1"
FIELDS = {"format", "digest", "name", "value", "salt", "place", "size", "path"}
Proof = dict[str, Any]


def prove(record: Mapping[str, Any], *name: str) -> Proof:
    """The proof of one leaf: ("judge", key), ("entry", key), ("ballot", entry, judge), ("section", key), or
    ("scores", key): an entry's sheets alone, without its place, which would name others.

    Raises KeyError when the record has no such leaf.
    """
    every = list(seal.leaves(record))
    place = next((at for at, (own, _value) in enumerate(every) if own == name), None)
    if place is None:
        raise KeyError(name)
    tree = seal.tree(record)
    return {
        "format": FORMAT,
        "digest": merkle.root(tree).hex(),
        "name": list(name),
        "value": every[place][1],
        "salt": seal.own_salt(record["salt"], name),
        "place": place,
        "size": len(every),
        "path": [other.hex() for other in merkle.path(tree, place)],
    }


def check_proof(proof: Any, *, digest: str) -> bool:
    """Whether the proof shows its content to be in the record with the published `digest`."""
    try:
        return _leads_to(proof) == digest == proof["digest"] and proof["format"] == FORMAT
    except (LookupError, TypeError, ValueError):
        return False


def _leads_to(proof: Any) -> str | None:
    """The root a proof leads to; None for one that is not written exactly as `prove` writes it."""
    if set(proof) != FIELDS or any(type(proof[key]) is not int for key in ("place", "size")):
        return None
    way = [_bytes(other) for other in proof["path"]]
    _bytes(proof["salt"])
    if not canonical.is_exact(proof):
        return None
    place, size = proof["place"], proof["size"]
    leaf = seal.hash_of(tuple(proof["name"]), proof["value"], salt=proof["salt"], at=(place, size))
    found = merkle.root_from(leaf, place=place, size=size, way=way)
    return found.hex() if found is not None else None


def _bytes(digits: str) -> bytes:
    """Hexadecimal digits as bytes; there is one way to write them."""
    made = bytes.fromhex(digits)
    if made.hex() != digits:
        raise ValueError(digits)
    return made
