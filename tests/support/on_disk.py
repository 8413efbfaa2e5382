"""A database that other threads and processes can open too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def on_disk(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """Its address; on SQLite a file in place of shared memory, whose tables cannot be locked by rows."""
    if connection.vendor != "sqlite":
        known = connection.settings_dict
        yield f"postgresql://{known['USER']}@/{known['HOST']}/{known['NAME']}"
        return
    memory, path = connection.settings_dict["NAME"], tmp_path / "race.sqlite3"
    connection.ensure_connection()
    with closing(pysqlite3.connect(memory, uri=True)) as keeper:
        with closing(pysqlite3.connect(path)) as copy:
            keeper.backup(copy)
        _move_to(path)
        yield f"sqlite:///{path}"
        _move_to(memory)
        connection.ensure_connection()


def _move_to(name: Any) -> None:
    connection.settings_dict["NAME"] = str(name)
    BaseDatabaseWrapper.close(connection)  # SQLite's own keeps connections to memory open
