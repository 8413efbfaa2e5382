"""Hands Django the SQLite that a package bundles instead of the system's old one, and writers their turn."""

import sys
from functools import lru_cache
from typing import Any

import pysqlite3
from django.core.exceptions import ImproperlyConfigured
from pysqlite3 import dbapi2

OLDEST = (3, 51, 3)  # earlier ones can corrupt a WAL database under several writers

# Django imports the driver by name, so the name must lead to the new one before Django looks.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2

from django.db.backends.sqlite3 import base  # noqa: E402 (the swap above comes first)

from baigong.kit.sqlite.turns import Turns  # noqa: E402 (likewise)

if pysqlite3.sqlite_version_info < OLDEST:
    message = (
        f"SQLite {pysqlite3.sqlite_version} is too old for several processes; install pysqlite3 with 3.51.3 or newer."
    )
    raise ImproperlyConfigured(message)

SAFE = {("wal", 2, 1), ("memory", 2, 1)}  # the log, synchronous=FULL, foreign keys; only tests live in memory
PATIENCE = 5.0  # seconds, the driver's own where the settings say nothing
READS = ("SELECT", "PRAGMA", "EXPLAIN")


class Connection(pysqlite3.Connection):  # type: ignore[misc]  # the driver is not typed
    """Gives the turn back where a transaction ends, whichever way."""

    turns = Turns("")

    def commit(self) -> None:
        super().commit()
        self.turns.end()

    def rollback(self) -> None:
        super().rollback()
        self.turns.end()

    def close(self) -> None:
        super().close()
        self.turns.close()


class Cursor(base.SQLiteCursorWrapper):
    """Waits for its turn before it asks for the lock of the database."""

    connection: Connection

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or query.startswith(READS):
            return super().execute(query, params)
        self.connection.turns.wait()
        try:
            return super().execute(query, params)
        finally:
            if not self.connection.in_transaction:
                self.connection.turns.end()

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return str(super().convert_query(query, param_names=param_names)) if param_names else _marked(query)


@lru_cache(maxsize=1000)
def _marked(query: str) -> str:
    """With the driver's marks for parameters; the same statement comes again and again."""
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with that connection and that cursor."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        made: Connection = super().get_new_connection({"factory": Connection, **conn_params})
        _make_sure_of(made)
        database = "" if self.is_in_memory_db() else str(conn_params["database"])
        made.turns = Turns(database, patience=conn_params.get("timeout", PATIENCE))
        return made

    def create_cursor(self, name: str | None = None) -> Cursor:  # noqa: ARG002 - Django's signature
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor


def _make_sure_of(connection: Connection) -> None:
    """Refuse to answer for what would not be kept."""
    told = ("journal_mode", "synchronous", "foreign_keys")
    mode, level, keys = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in told)
    if (mode, level, keys) not in SAFE:
        message = (
            f"SQLite would not keep what it acknowledges (journal_mode={mode}, synchronous={level},"
            f" foreign_keys={keys}): put the data folder on a local disk and leave OPTIONS as they are."
        )
        raise ImproperlyConfigured(message)
