"""A line every two seconds while something long goes on."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

from baigong.config.operations.archive import Piece

PAUSE = 2.0  # seconds


def progress(out: OutputWrapper) -> Callable[[Piece], None]:
    told, count = time.monotonic(), 0

    def say(piece: Piece) -> None:
        nonlocal told, count
        count += 1
        if time.monotonic() - told > PAUSE:
            told = time.monotonic()
            out.write(f"{count} … {piece.name}")

    return say
