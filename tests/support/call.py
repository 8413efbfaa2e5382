"""A call that is open, and people who write: fixtures for whoever tests entries."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from baigong.domain.consents.actions import give
from baigong.domain.consents.queries import missing
from baigong.domain.editions.actions import grant_role, publish_edition, save_edition
from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import save_draft, set_units, start_entry, submit_entry
from baigong.domain.entries.models import Entry, Receipt
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.domain.units.actions import find_or_add
from baigong.kit import time
from baigong.kit.policy import SYSTEM
from tests.conftest import Once
from tests.support.answers import full_answers

EDITIONS = Path(__file__).parents[2] / "editions"
MID_CALL = datetime(2026, 4, 1, 9, 0, tzinfo=time.TAIPEI)
CLOSING = datetime(2026, 5, 4, 0, 0, tzinfo=time.TAIPEI)


@pytest.fixture(scope="session")
def document() -> Document:
    found = parse((EDITIONS / "2026.toml").read_text(encoding="utf-8"))
    assert isinstance(found, Document)
    return found


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time.frozen(MID_CALL):
        yield


def opened(document: Document) -> Edition:
    """The year of a document, published."""
    return publish_edition(save_edition(document, by=SYSTEM).edition, by=SYSTEM)


@pytest.fixture(scope="module")
def shared_edition(once: Once[Edition], document: Document) -> Edition:
    with time.frozen(MID_CALL):
        return once(lambda: opened(document))


@pytest.fixture
def edition(shared_edition: Edition, db: None) -> Edition:
    """A test's own copy."""
    return copy.deepcopy(shared_edition)


@pytest.fixture
def committed_edition(transactional_db: None, document: Document) -> Edition:
    """For a module whose tests commit, and cannot share: it imports this one as `edition`."""
    return opened(document)


@pytest.fixture
def track(edition: Edition) -> Track:
    return edition.tracks.get(key="explore")


@pytest.fixture
def lead(db: None) -> Person:
    return register(email="lead@example.org", name="林示範")


@pytest.fixture
def mate(db: None) -> Person:
    return register(email="mate@example.org", name="陳樣本")


@pytest.fixture
def stranger(db: None) -> Person:
    return register(email="stranger@example.org", name="王測試")


@pytest.fixture
def officer(edition: Edition) -> Person:
    person = register(email="office@example.org", name="周範例")
    grant_role(edition, person, "office", by=SYSTEM)
    return person


@pytest.fixture
def entry(edition: Edition, track: Track, lead: Person) -> Entry:
    return start_entry(edition, track=track, by=lead, title="機台旁的實習課")


@pytest.fixture
def fill(lead: Person) -> Callable[..., Entry]:
    """Give an entry everything it needs to be submitted."""

    def filled(entry: Entry, **more: Any) -> Entry:
        unit = find_or_add(kind="technical_high", name="範例高工", county="臺中市", by=lead)
        set_units(entry, [unit], by=lead)
        save_draft(entry, answers={**full_answers(entry), **more}, version=entry.version, by=lead)
        return entry

    return filled


@pytest.fixture
def receipt(entry: Entry, fill: Callable[..., Entry], lead: Person) -> Receipt:
    return submit_entry(fill(entry), by=lead)


@pytest.fixture
def submitted(receipt: Receipt, entry: Entry) -> Entry:
    entry.refresh_from_db()
    return entry


def signed_in(person: Person, edition: Edition) -> Client:
    """A browser of somebody who has read the notices."""
    for notice in missing(person, edition=edition.slug):
        give(notice, by=person)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def next_week() -> datetime:
    return time.now() + timedelta(days=7)
