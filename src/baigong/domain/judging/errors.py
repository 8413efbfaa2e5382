"""What the engine may answer instead of a result."""

from __future__ import annotations

from baigong.kit.text import Bilingual


class Impossible(Exception):
    """The rules cannot hold together, or the scores cannot be compared; `why` says so in both languages.

    `may_sign`: the office may have it all the same, with its name and a reason.
    """

    def __init__(self, why: Bilingual, *, may_sign: bool = False) -> None:
        super().__init__(why.en)
        self.why, self.may_sign = why, may_sign
