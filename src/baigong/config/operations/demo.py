"""The demo year: built once through the verbs, its accounts remembered for the greeting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO

from django.conf import settings
from django.core.management import call_command, get_commands
from django.utils.translation import gettext as _

from baigong.config.operations import database

SCENE = "mid_judging"


def load_demo_year(*, say: Callable[[str], object]) -> bool:
    """Build the demo scene in an empty database; true if it was built now."""
    if "world" not in get_commands() or not database.is_empty():
        return False
    say(_("Building the demo year …"))
    call_command("world", SCENE, stdout=StringIO())
    return True


def accounts() -> Iterator[str]:
    """One line for each role: e-mail and password."""
    if settings.DEMO_STORY.exists():
        for role, account in json.loads(settings.DEMO_STORY.read_text(encoding="utf-8"))["accounts"].items():
            yield f"{role:<18}{account['email']:<34}{account['password']}"
