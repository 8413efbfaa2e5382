"""The same world with one secret changed and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

SECRETS = ("winner", "score", "judge", "conflict", "note")


@dataclass(frozen=True)
class Twin:
    """Which secret differs; empty for the world itself."""

    secret: str = ""

    def differs_in(self, secret: str) -> bool:
        return self.secret == secret
