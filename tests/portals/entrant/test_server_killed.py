"""In a real browser: the server is killed while somebody writes, and comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from tests.portals.entrant.test_nothing_lost import LONG, PATIENCE, chromium, has_sent, is_saved, sheet, type_in
from tests.support.call import MID_CALL, signed_in
from tests.support.call import committed_edition as edition
from tests.support.train import Train

__all__ = ["chromium", "edition"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEWEST = "SELECT answers FROM entries_entryversion ORDER BY number DESC LIMIT 1"


@pytest.fixture
def cookie(lead: Person, edition: Edition) -> str:
    if connection.vendor != "sqlite":
        pytest.skip("looked at on SQLite")
    return signed_in(lead, edition).cookies["session"].value


@pytest.fixture
def train(cookie: str, entry: Entry, tmp_path: Path) -> Iterator[Train]:
    del cookie, entry  # there before the world is copied
    made = Train(tmp_path, at=MID_CALL)
    yield made
    made.enters_tunnel()


def test_three_thousand_characters_outlive_a_server_that_is_killed(
    chromium: Browser, train: Train, cookie: str, entry: Entry
) -> None:
    context = chromium.new_context(base_url=train.url, locale="zh-TW")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "session", "value": cookie, "url": train.url}])
    page = sheet(context, entry)
    type_in(page, LONG)
    is_saved(page)
    type_in(page, LONG + "還沒送出去")
    train.enters_tunnel()
    type_in(page, LONG + "斷了之後寫的")
    is_saved(page, "offline")
    train.leaves_tunnel()
    has_sent(page)
    is_saved(page)
    [(kept,)] = train.rows(NEWEST)
    assert json.loads(kept)["problem"] == LONG + "斷了之後寫的"
    context.close()
