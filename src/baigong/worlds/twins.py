"""The same world with one secret changed and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

#: The secret that differs → the scene in which it first does; until then twins are one.
SECRETS = {
    "winner": "decision",
    "score": "mid_judging",
    "judge": "jury",
    "conflict": "jury",
    "note": "mid_judging",
}


@dataclass(frozen=True)
class Twin:
    """Which secret differs; empty for the world itself."""

    secret: str = ""

    def differs_in(self, secret: str) -> bool:
        return self.secret == secret
