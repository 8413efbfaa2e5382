"""Signs a statement and tells whether one is genuine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext_lazy as _

from baigong.kit.signing.keys import Verifier, decode, encode, signer, verifier_of, verifiers
from baigong.kit.text import canonical_json

ALGORITHM = "EdDSA"


class NotGenuineError(ValueError):
    """A statement is not what we signed; the reason is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with its Ed25519 signature over the canonical JSON (RFC 8785) of the payload."""

    payload: dict[str, Any]
    key: str
    signature: str
    algorithm: str = ALGORITHM

    def data(self) -> dict[str, Any]:
        return asdict(self)

    def as_file(self) -> str:
        """Return the text of the file that `baigong verify_receipt` reads."""
        return json.dumps(self.data(), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def parse(cls, text: str | bytes) -> Signed:
        """From such a file; raises NotGenuineError where it is none."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError, RecursionError) as error:
            raise NotGenuineError(_("This is not a signed statement of ours.")) from error


def sign(payload: Mapping[str, Any]) -> Signed:
    """Sign a statement; its "type" says what it states, so that a receipt can never pass for a certificate."""
    if not payload.get("type"):
        raise ValueError("A statement names its type.")
    key = signer()
    return Signed(dict(payload), verifier_of(key).id, encode(key.sign(canonical_json(dict(payload)))))


def verify(signed: Signed, *, keys: Iterable[Verifier] | None = None) -> dict[str, Any]:
    """Return the statement if one of our keys signed exactly this; else raise NotGenuineError."""
    known = verifiers() if keys is None else keys
    verifier = next((one for one in known if one.id == signed.key), None)
    if verifier is None or signed.algorithm != ALGORITHM:
        raise NotGenuineError(_("It is signed with a key that is not ours."))
    try:
        verifier.key.verify(decode(signed.signature), canonical_json(signed.payload))
    except (InvalidSignature, ValueError, TypeError, RecursionError) as error:
        raise NotGenuineError(_("Its content is not what was signed.")) from error
    return signed.payload
