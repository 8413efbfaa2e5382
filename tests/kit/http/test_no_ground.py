"""A full disk is told as such: 503, whose words are still on the page, and when there is room again all goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite is told how large it may become"),
]


@contextmanager
def full_disk() -> Iterator[None]:
    """The database may not grow by one page more; the pages that earlier tests left free in it are taken first."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (bytes BLOB)")
        free = cursor.execute("PRAGMA freelist_count").fetchone()[0]
        size = cursor.execute("PRAGMA page_size").fetchone()[0]
        cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [free * size])
        assert cursor.execute("PRAGMA freelist_count").fetchone()[0] == 0
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count={2**32 - 2}")


def test_a_save_on_a_full_disk_is_put_off_and_then_kept(entry: Entry, lead: Person, edition: Edition) -> None:
    client: Client = signed_in(lead, edition)
    sent = json.dumps({"answers": {"problem": "字" * 9000}, "version": entry.version})
    address = reverse("entrant:save", args=[entry.public_id])
    with full_disk():
        answer = client.post(address, sent, content_type="application/json", headers={"Accept": "application/json"})
        assert answer.status_code == 503
        assert answer.json()["sentence"]
        page = client.post(address, sent, content_type="application/json")
        assert page.status_code == 503
        assert "503" in page.content.decode()
        assert client.get(reverse("entrant:entry", args=[entry.public_id])).status_code == 200
    answer = client.post(address, sent, content_type="application/json")
    assert answer.status_code == 200, answer.content
