"""Chance from a seed, one stream per purpose, so that changing one thing leaves all others as they were."""

from __future__ import annotations

import random


class Chance:
    """`chance.of("judge", 3)` is always the same stream for the same seed."""

    def __init__(self, seed: int | str) -> None:
        self.seed = seed

    def of(self, *purpose: object) -> random.Random:
        """A stream of its own for one purpose."""
        return random.Random(":".join(map(str, (self.seed, *purpose))))  # noqa: S311 (invented people, no secrets)
