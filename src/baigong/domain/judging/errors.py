"""What the engine may answer instead of a result."""

from __future__ import annotations

from baigong.kit.text import Bilingual


class Impossible(Exception):
    """The rules cannot hold together, or the scores cannot be compared; `why` says so in both languages."""

    def __init__(self, why: Bilingual) -> None:
        super().__init__(why.en)
        self.why = why
