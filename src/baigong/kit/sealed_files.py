"""Encrypts a file of any size block by block, so that none of them can be changed, left out or moved unseen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"baigong sealed 1\n"
SALT, TAG, BLOCK = 16, 16, 1 << 20  # bytes
PURPOSE = b"baigong files 1"


class NotOpenedError(ValueError):
    """The key is another, or the file is not what was sealed."""


class Sealing:
    """What is written to it goes on sealed by AES-256-GCM, under a key made of ours and of salt of its own.

    The number of a block and whether it is the last one are its nonce (the STREAM construction of Hoang, Reyhanitabar,
    Rogaway and Vizár, 2015).
    """

    def __init__(self, target: IO[bytes], *, key: str) -> None:
        salt = secrets.token_bytes(SALT)
        self.target, self.box, self.number, self.rest = target, _box(key, salt), 0, bytearray()
        target.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self.rest += data
        while len(self.rest) > BLOCK:
            self._put(bytes(self.rest[:BLOCK]), is_last=False)
            del self.rest[:BLOCK]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self.rest), is_last=True)

    def _put(self, block: bytes, *, is_last: bool) -> None:
        self.target.write(self.box.encrypt(_nonce(self.number, is_last=is_last), block, MAGIC))
        self.number += 1


def is_sealed(source: IO[bytes]) -> bool:
    """Look at the beginning, and go back to it."""
    found = source.read(len(MAGIC)) == MAGIC
    source.seek(0)
    return found


def unseal(source: IO[bytes], *, to: IO[bytes], key: str) -> None:
    """Write what was sealed; raises NotOpenedError as soon as a block is not the one that was written there."""
    source.seek(len(MAGIC))
    box = _box(key, source.read(SALT))
    for number, (block, is_last) in enumerate(_blocks(source)):
        try:
            to.write(box.decrypt(_nonce(number, is_last=is_last), block, MAGIC))
        except InvalidTag as error:
            raise NotOpenedError from error


def _blocks(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    block = source.read(BLOCK + TAG)
    while True:
        following = source.read(BLOCK + TAG)
        yield block, not following
        if not following:
            return
        block = following


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _box(key: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=PURPOSE).derive(key.encode()))
