"""How passwords are kept and which are refused: Argon2id as OWASP advises, and none that has leaked anywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DIGEST = 40  # hexadecimal digits of a SHA-1


class Argon2id(Argon2PasswordHasher):
    """The hasher of all passwords: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class NotLeaked:
    """Refuses what stands in the file of leaked passwords, where there is one; nothing is asked of anybody outside."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        if settings.LEAKED_PASSWORDS and has_leaked(password, known=Path(settings.LEAKED_PASSWORDS)):
            raise ValidationError(_("This password stands in a list of stolen ones. Choose another."), code="leaked")

    def get_help_text(self) -> str:
        return ""


def has_leaked(password: str, *, known: Path) -> bool:
    """Whether a file of SHA-1 digests in ascending order, one a line and each with or without `:count`, holds it."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with known.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            start, digest = _line_at(lines, middle)
            if digest == wanted:
                return True
            low, high = (max(start, middle) + 1, high) if digest and digest < wanted else (low, middle)
    return False


def _line_at(lines: IO[bytes], place: int) -> tuple[int, bytes]:
    """Where the first line that begins at the place or after it begins, and its digest; no digest at the end."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    return lines.tell(), lines.readline()[:DIGEST].upper()
