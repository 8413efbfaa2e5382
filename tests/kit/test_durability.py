"""A connection that would not keep what it acknowledges is refused before anything is asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db
WAL, FULL = "PRAGMA journal_mode=WAL;", "PRAGMA synchronous=FULL;"


@pytest.mark.parametrize(("commands", "is_safe"), [(WAL + FULL, True), (WAL, True), (FULL, False), ("", False)])
def test_only_a_durable_connection_is_opened(commands: str, *, is_safe: bool, tmp_path: Path) -> None:
    options = {"init_command": commands or "SELECT 1;"}
    known = {"ENGINE": "baigong.kit.sqlite", "NAME": str(tmp_path / "one.sqlite3"), "OPTIONS": options}
    connection = ConnectionHandler({"default": known})["default"]
    if is_safe:
        connection.cursor().close()
        connection.close()
        return
    with pytest.raises(ImproperlyConfigured, match="journal_mode=delete"):
        connection.cursor()


def test_a_connection_that_syncs_less_is_refused(tmp_path: Path) -> None:
    options = {"init_command": WAL + "PRAGMA synchronous=NORMAL;"}
    known = {"ENGINE": "baigong.kit.sqlite", "NAME": str(tmp_path / "one.sqlite3"), "OPTIONS": options}
    with pytest.raises(ImproperlyConfigured, match="synchronous=1"):
        ConnectionHandler({"default": known})["default"].cursor()
