"""Random streams and tie-breaks drawn from a committed seed and stable keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Keys = Sequence[object] | npt.NDArray[np.generic]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def mix(words: Words) -> Words:
    """SplitMix64's finaliser (Steele, Lea and Flood 2014) over an array of 64-bit words."""
    with np.errstate(over="ignore"):
        z = words + _GOLDEN
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def _digest(value: object) -> int:
    return int.from_bytes(hashlib.blake2b(str(value).encode(), digest_size=8).digest(), "big")


def words(seed: int, keys: Keys | int, *, use: str) -> Words:
    """One 64-bit word per key for one `use` of the seed; a count means the keys 0, 1, 2 …

    The word depends on (seed, use, key) alone: not on the order, the count or the other keys.
    """
    base = np.uint64(_digest(f"{int(seed)}/{use}"))
    if isinstance(keys, int):
        own = np.arange(keys, dtype=np.uint64)
    else:
        raw = np.asarray(keys)
        whole = np.issubdtype(raw.dtype, np.integer)
        own = raw.astype(np.uint64) if whole else np.array([_digest(k) for k in raw], dtype=np.uint64)
    return mix(mix(own) ^ base)


def uniform(drawn: Words) -> Floats:
    """Words as numbers in [0, 1)."""
    return (drawn >> np.uint64(11)).astype(np.float64) * 2.0**-53


def stream(seed: int, *, use: str) -> np.random.Generator:
    """A generator for draws that belong to nobody in particular."""
    return np.random.default_rng(_digest(f"{int(seed)}/{use}"))
