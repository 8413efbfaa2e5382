"""A call that is open and people who have everything ready to hand in; run in a house's environment, told as JSON."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (the apps come first, here and below)
from django.test import Client  # noqa: E402

from baigong.config.operations import preparation  # noqa: E402
from baigong.domain.consents.actions import give  # noqa: E402
from baigong.domain.consents.queries import missing  # noqa: E402
from baigong.domain.editions.actions import publish_edition, save_edition  # noqa: E402
from baigong.domain.editions.document import Document, parse  # noqa: E402
from baigong.domain.editions.models import Edition  # noqa: E402
from baigong.domain.entries.actions import save_draft, set_units, start_entry  # noqa: E402
from baigong.domain.entries.queries import file_questions  # noqa: E402
from baigong.domain.people.actions import register  # noqa: E402
from baigong.domain.units.actions import find_or_add  # noqa: E402
from baigong.kit import time  # noqa: E402
from baigong.kit.policy import SYSTEM  # noqa: E402
from tests.support.answers import full_answers  # noqa: E402

MID_CALL = datetime(2026, 4, 1, 9, 0, tzinfo=time.TAIPEI)


def writer(number: int, edition: Edition) -> dict[str, Any]:
    """Somebody signed in with an entry that misses nothing."""
    person = register(email=f"writer{number}@example.org", name=f"寫手{number}")
    for notice in missing(person, edition=edition.slug):
        give(notice, by=person)
    entry = start_entry(edition, track=edition.tracks.get(key="explore"), by=person, title=f"解方{number}")
    set_units(entry, [find_or_add(kind="technical_high", name="範例高工", county="臺中市", by=person)], by=person)
    save_draft(entry, answers=full_answers(entry), version=entry.version, by=person)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    question = next(iter(file_questions(entry)))
    return {"session": session, "entry": entry.public_id, "version": entry.version, "question": question}


def main(count: int) -> None:
    time.set_for_all(MID_CALL, file=settings.DEMO_CLOCK)
    preparation.migrate()
    document = parse(Path("editions/2026.toml").read_text(encoding="utf-8"))
    assert isinstance(document, Document)
    edition = publish_edition(save_edition(document, by=SYSTEM).edition, by=SYSTEM)
    sys.stdout.write(json.dumps([writer(number, edition) for number in range(count)]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
