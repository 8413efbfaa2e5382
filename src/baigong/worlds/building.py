"""Builds a world in an empty database, or says why it will not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from baigong.domain.editions.document import Document, Faults, parse
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.errors import Refused
from baigong.kit.jobs.actions import forget_schedule
from baigong.worlds.report import report
from baigong.worlds.story import Story

EDITION = "2026.toml"


def edition_file(name: str = EDITION) -> Path:
    """The file of an edition: a path, or the name of one that ships with the house, with its ending or without."""
    shipped = (settings.ROOT / "editions", settings.PACKAGE / "editions")
    places = (Path(name), *(folder / end for folder in shipped for end in (name, f"{name}.toml")))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        known = sorted({file.stem for folder in shipped for file in folder.glob("*.toml")})
        raise Refused(
            _("There is no edition file %(name)s. Name a path, or one of these: %(known)s.")
            % {"name": name, "known": ", ".join(known)}
        )
    return found


def document_from(name: str = EDITION) -> Document:
    """Read an edition file that has no fault."""
    document = parse(edition_file(name).read_bytes())
    if isinstance(document, Faults):
        raise Refused(_("The edition file has faults; run: baigong edition check %(name)s") % {"name": name})
    return document


def refuse_real_people() -> None:
    """A world is built of invented people only, and never beside real ones."""
    if Person.objects.filter(is_generated=False).exists():
        raise Refused(_("There are real people in this database. Name an empty one with DATABASE_URL or BAIGONG_DATA."))
    if Person.objects.exists():
        raise Refused(_("This database already holds a world. Empty it first: rm -r var, or name another."))


def build(
    story: Story, *, last: str, after: str = "", at: datetime | None = None, is_lived_in: bool = False
) -> dict[str, Any]:
    """Tell the story up to a step (from the one after `after`) and report what stands.

    `at` is the instant at which it goes on, where that is not now. Letters go nowhere, unless people live in it by now.
    """
    if not is_lived_in:
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with time.frozen(at or (time.now() if after else story.begin())):
        story.until(last, after=after)
        forget_schedule()
        return report(story) | {"scene": last}


def new_story(
    name: str = EDITION, *, entries: int, judges: int, seed: int, twin: str = "", tell: Callable[[str], object] = str
) -> Story:
    """A story about the edition of a file."""
    return Story(document_from(name), entries=entries, judges=judges, seed=seed, twin=twin, tell=tell)
