"""The decision record: one file that anybody can recompute, and small proofs of what stands in it.

Sealing, deciding and proving need no arrays; `make` and `verify` compute and load them when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .canonical import NotCanonical, decode, encode
from .proof import check_proof, prove
from .seal import Record, decided, digest_of
from .shape import misshapen

if TYPE_CHECKING:
    from .replay import Difference, make, verify

__all__ = [
    "Difference",
    "NotCanonical",
    "Record",
    "check_proof",
    "decided",
    "decode",
    "digest_of",
    "encode",
    "make",
    "misshapen",
    "prove",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in {"Difference", "make", "verify"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".replay", __name__), name)
