"""What is sealed comes back to the byte, and any change of it is found."""

from io import BytesIO
from random import Random

import pytest

from baigong.kit.sealed_files import BLOCK, MAGIC, SALT, TAG, NotOpenedError, Sealing, is_sealed, unseal

KEY = "a key of some length, kept elsewhere"
HEAD = len(MAGIC) + SALT


def sealed(data: bytes, *, at_a_time: int = 300_000) -> bytes:
    target = BytesIO()
    sealing = Sealing(target, key=KEY)
    for start in range(0, len(data), at_a_time):
        sealing.write(data[start : start + at_a_time])
    sealing.close()
    return target.getvalue()


def opened(data: bytes, *, key: str = KEY) -> bytes:
    target = BytesIO()
    unseal(BytesIO(data), to=target, key=key)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 7])
def test_it_comes_back(size: int) -> None:
    data = Random(size).randbytes(size)
    assert opened(sealed(data)) == data
    assert is_sealed(BytesIO(sealed(data)))


def test_it_tells_nothing_and_never_looks_the_same() -> None:
    words = "技職".encode() * 1000
    assert words[:20] not in sealed(words)
    assert sealed(words) != sealed(words)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(NotOpenedError):
        opened(sealed(b"words"), key="another")


STEP = BLOCK + TAG
CHANGES = {
    "a bit": lambda data: data[: HEAD + 9] + bytes([data[HEAD + 9] ^ 1]) + data[HEAD + 10 :],
    "the salt": lambda data: data[: len(MAGIC)] + bytes(SALT) + data[HEAD:],
    "the end cut off": lambda data: data[: HEAD + 2 * STEP],
    "a block left out": lambda data: data[:HEAD] + data[HEAD + STEP :],
    "two blocks changed over": lambda data: (
        data[:HEAD] + data[HEAD + STEP : HEAD + 2 * STEP] + data[HEAD : HEAD + STEP] + data[HEAD + 2 * STEP :]
    ),
    "something added": lambda data: data + b"x",
    "nothing left": lambda data: data[:HEAD],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(change: str) -> None:
    with pytest.raises(NotOpenedError):
        opened(CHANGES[change](sealed(Random(1).randbytes(2 * BLOCK + 70))))
