"""The demo year: built once through the verbs, its accounts remembered for the greeting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from baigong.config.operations import database

SCENE = "mid_judging"  # where most desks have something to do


def story() -> Path:
    return Path(settings.DATA) / "demo.json"


def load_demo_year(*, scene: str, say: Callable[[str], object]) -> bool:
    """Build a scene of the demo year in an empty database; true if it was built now."""
    if not database.is_empty():
        return False
    say(_("Building the demo year …"))
    told = StringIO()
    call_command("world", scene, as_json=True, stdout=told)
    story().write_text(told.getvalue(), encoding="utf-8")
    return True


def accounts() -> Iterator[str]:
    """One line for each role: e-mail and password."""
    if settings.DEMO_STORY.exists():
        known = json.loads(settings.DEMO_STORY.read_text(encoding="utf-8"))["accounts"]
        rows = [(role, account["email"], account["password"]) for role, account in known.items()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield from ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
