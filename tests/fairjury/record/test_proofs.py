"""A judge's ballots or an entry's scores are shown to be in a record without showing the rest."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairjury import record
from fairjury.record import canonical, merkle, seal
from tests.fairjury.record import made


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + slow_root(leaves[:k]) + slow_root(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_tree_is_the_one_of_the_standard(data: list[bytes]) -> None:
    tree = merkle.levels([merkle.leaf_hash(one) for one in data])
    assert merkle.root(tree) == slow_root(data)
    for place, one in enumerate(data):
        way = merkle.path(tree, place)
        assert merkle.root_from(merkle.leaf_hash(one), place=place, size=len(data), way=way) == merkle.root(tree)
        assert merkle.root_from(merkle.leaf_hash(one), place=place, size=len(data), way=[*way, one]) is None
        assert merkle.root_from(merkle.leaf_hash(one), place=place + len(data), size=len(data), way=way) is None


def names() -> list[tuple[str, ...]]:
    base = made.fresh()
    entry, judge, _scores = base["ballots"][3]
    return [("judge", judge), ("entry", entry), ("ballot", entry, judge), ("section", "rules")]


@pytest.mark.parametrize("at", range(4))
def test_a_part_is_shown_to_be_in_the_record(at: int) -> None:
    base = made.fresh()
    proof = record.prove(base, *names()[at])
    assert record.check_proof(proof, digest=base["digest"])
    assert not record.check_proof(proof, digest="0" * 64)


def test_a_proof_shows_nothing_of_the_rest() -> None:
    base = made.fresh()
    key = base["judges"][0]
    proof = record.prove(base, "judge", key)
    said = json.dumps(proof)
    assert base["salt"] not in said
    assert all(judge not in said for judge in base["judges"][1:])
    read = {row[0] for row in base["ballots"] if row[1] == key}
    assert all(one["key"] not in said for one in base["entries"] if one["key"] not in read)


def test_neighbours_cannot_be_guessed_without_their_salt() -> None:
    """The hash of a leaf known in full but for its salt is not in the path."""
    base = made.fresh()
    leaves = dict(seal.leaves(base))
    proof = record.prove(base, *list(leaves)[-1])
    bare = {
        merkle.leaf_hash(canonical.text([name, value, [place, len(leaves)]]).encode()).hex()
        for place, (name, value) in enumerate(leaves.items())
    }
    assert not bare & set(proof["path"])


def test_what_is_not_in_the_record_has_no_proof() -> None:
    with pytest.raises(KeyError):
        record.prove(made.fresh(), "judge", "nobody")


def spoiled(value: Any, rng: random.Random) -> Any:
    """The value with one thing changed somewhere."""
    if isinstance(value, dict) and value:
        key = rng.choice(sorted(value))
        return {**value, key: spoiled(value[key], rng)}
    if isinstance(value, list) and value:
        at = rng.randrange(len(value))
        return [*value[:at], spoiled(value[at], rng), *value[at + 1 :]]
    if isinstance(value, str) and value:
        at = rng.randrange(len(value))
        return value[:at] + rng.choice(sorted(set("0123456789abcdefABCDEF ") - {value[at]})) + value[at + 1 :]
    return rng.choice([other for other in (1, -3, 0.5, None, "x", [], {}) if other != value])


@given(st.integers(0, 10**6))
def test_a_changed_proof_does_not_hold(seed: int) -> None:
    rng, base = random.Random(seed), made.fresh()
    proof = record.prove(base, *rng.choice(names()))
    assert not record.check_proof(spoiled(proof, rng), digest=base["digest"])


@pytest.mark.parametrize(("field", "more"), [("size", 1), ("size", -1), ("place", 2)])
def test_place_and_size_cannot_be_misstated(field: str, more: int) -> None:
    base = made.fresh()
    proof = record.prove(base, *names()[0])
    assert not record.check_proof({**proof, field: proof[field] + more}, digest=base["digest"])


@pytest.mark.parametrize("strange", [None, [], "x", {}, {"format": "fairjury-proof/1"}])
def test_what_is_no_proof_does_not_hold(strange: object) -> None:
    assert not record.check_proof(strange, digest="0" * 64)
