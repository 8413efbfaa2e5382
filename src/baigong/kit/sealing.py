"""Encrypts single values under a key that the database does not hold."""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from baigong.kit.durable import make_once

PURPOSE = b"baigong fields 1"


class WrongKeyError(RuntimeError):
    """A value was sealed with a key that is not among ours."""


def seal(text: str) -> str:
    """The text as only our key can read it: AES and HMAC, by Fernet."""
    return _box(*_keys()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; raises WrongKeyError."""
    try:
        return _box(*_keys()).decrypt(sealed).decode()
    except InvalidToken as error:
        raise WrongKeyError(
            "A value in the database was sealed with another key: put that one into FIELD_KEYS_RETIRED."
        ) from error


def _keys() -> tuple[str, ...]:
    """The key in use and those before it: FIELD_KEY where it is set, else one made at first use in the data folder."""
    return (settings.FIELD_KEY or _own(Path(settings.DATA) / "field_key"), *settings.FIELD_KEYS_RETIRED)


def _own(path: Path) -> str:
    if not path.exists():
        make_once(path, secrets.token_urlsafe(64).encode(), until=path.parent)
    return path.read_text().strip()


@lru_cache(maxsize=8)
def _box(*keys: str) -> MultiFernet:
    """Seals with the first key, opens with any."""
    stretched = (HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in stretched])
