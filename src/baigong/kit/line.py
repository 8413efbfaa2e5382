"""Whether a line stands before the door, as the web processes of a machine tell its worker."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

NAME = "line"
STANDS = 3.0  # seconds for which a word of it holds


def note() -> None:
    """Say that somebody had to wait."""
    (Path(settings.DATA) / NAME).touch()


def stands() -> bool:
    """Whether somebody had to wait a moment ago."""
    try:
        return time.time() - (Path(settings.DATA) / NAME).stat().st_mtime < STANDS
    except OSError:
        return False
