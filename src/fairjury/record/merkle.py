"""Hash trees as in RFC 6962, section 2.1: a short path shows that a leaf is in a tree, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

#: Leaves and nodes are hashed apart, so that no node can be passed off as a leaf.
LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The tree from leaf hashes up to its root; a node without a neighbour moves up as it is."""
    out = [list(leaves)]
    while len(out[-1]) > 1:
        below = out[-1]
        pairs = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        out.append(pairs + below[2 * len(pairs) :])
    return out


def root(tree: Sequence[Sequence[bytes]]) -> bytes:
    """The root of `levels`; of no leaves, the hash of nothing."""
    return tree[-1][0] if tree[-1] else hashlib.sha256(b"").digest()


def path(tree: Sequence[Sequence[bytes]], place: int) -> list[bytes]:
    """The neighbours on the way from a leaf up to the root."""
    out = []
    for level in tree[:-1]:
        if place ^ 1 < len(level):
            out.append(level[place ^ 1])
        place //= 2
    return out


def root_from(leaf: bytes, *, place: int, size: int, way: Sequence[bytes]) -> bytes | None:
    """The root a leaf hash and its path lead to; None when they do not fit the size."""
    at, last, found, others = place, size - 1, leaf, iter(way)
    while last > 0:
        if at % 2 or at < last:  # a node without a neighbour moves up as it is
            other = next(others, None)
            if other is None:
                return None
            found = node_hash(other, found) if at % 2 else node_hash(found, other)
        at, last = at // 2, last // 2
    return found if (at, next(others, None)) == (0, None) and place < size else None
