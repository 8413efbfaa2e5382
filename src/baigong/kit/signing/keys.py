"""The key we sign with, the public keys of all times, and how one follows another."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from baigong.kit.durable import make_once, sync_folder, write_new
from baigong.kit.text import canonical_json

SEED_BYTES = 32


class SigningKeyError(RuntimeError):
    """The key in the settings or in the data directory cannot be used."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public Ed25519 key; its id is the thumbprint of RFC 7638."""

    x: bytes

    @property
    def id(self) -> str:
        jwk = {"crv": "Ed25519", "kty": "OKP", "x": encode(self.x)}
        return encode(hashlib.sha256(canonical_json(jwk)).digest())

    @property
    def key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.x)

    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": self.id, "x": encode(self.x)}


def encode(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of such a text; raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def signer() -> Ed25519PrivateKey:
    """Return the key in use: SIGNING_KEY where it is set, else the file in the data directory, made at first use."""
    if written := getattr(settings, "SIGNING_KEY", ""):
        return _from_seed(written, where="SIGNING_KEY")
    path = folder() / "current.key"
    if not path.exists():
        make_once(path, _fresh(), until=path.parent.parent)
    return _from_seed(path.read_text(), where=str(path))


def folder() -> Path:
    return Path(settings.DATA) / "signing"


def verifiers() -> list[Verifier]:
    """Return all public keys that ever signed for us, the one in use first."""
    retired = [*getattr(settings, "SIGNING_KEYS_RETIRED", ()), *_retired_in_folder()]
    return list(dict.fromkeys([verifier_of(signer()), *(Verifier(decode(one)) for one in retired)]))


def verifier_of(key: Ed25519PrivateKey) -> Verifier:
    return Verifier(key.public_key().public_bytes_raw())


def published() -> dict[str, list[dict[str, str]]]:
    """Return the keys as a JSON Web Key Set (RFC 8037), as it stands at /.well-known/baigong-keys.json."""
    return {"keys": [one.jwk() for one in verifiers()]}


def parse_published(text: str) -> list[Verifier]:
    """Read such a set; raises ValueError."""
    try:
        return [Verifier(decode(one["x"])) for one in json.loads(text)["keys"]]
    except (KeyError, TypeError) as error:
        raise ValueError("This is not a set of public keys.") from error


def rotate() -> Verifier:
    """Retire the key in the data directory and make a new one; statements signed before stay verifiable."""
    if getattr(settings, "SIGNING_KEY", ""):
        raise SigningKeyError(
            "The key comes from SIGNING_KEY: set a new one there and add the old public key to SIGNING_KEYS_RETIRED."
        )
    old = verifier_of(signer())
    with (folder() / "retired.keys").open("a") as file:
        file.write(encode(old.x) + "\n")
        file.flush()
        os.fsync(file.fileno())
    write_new(folder() / "next.key", [_fresh()], mode=0o600)
    (folder() / "next.key").replace(folder() / "current.key")
    sync_folder(folder())
    return verifier_of(signer())


def _retired_in_folder() -> list[str]:
    path = folder() / "retired.keys"
    return path.read_text().split() if path.exists() else []


@lru_cache(maxsize=2)
def _from_seed(text: str, *, where: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(decode(text.strip()))
    except ValueError as error:
        raise SigningKeyError(f"{where} must be {SEED_BYTES} bytes in URL-safe base64.") from error


def _fresh() -> bytes:
    return f"{encode(secrets.token_bytes(SEED_BYTES))}\n".encode()
