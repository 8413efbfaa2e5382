"""A cache that the processes of one machine share: a small file whose loss costs nothing."""

from __future__ import annotations

import pickle
import threading
import time
from pathlib import Path
from typing import Any

import pysqlite3
from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

NAME = "cache.sqlite3"
NEVER = 1e12  # seconds since 1970
SETUP = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB, expires REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_expires ON kept (expires);
"""
PUT = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value, expires=excluded.expires"


class Cache(BaseCache):
    """Counts of attempts and the like: nobody waits for the disk, as one would for rows of the database."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.mine = threading.local()

    def ask(self, sql: str, *values: Any) -> Any:
        """One statement, by itself a transaction."""
        path = Path(settings.DATA) / NAME
        if getattr(self.mine, "path", None) != path:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.mine.path = path
            self.mine.connection = pysqlite3.connect(path, isolation_level=None, timeout=20)
            self.mine.connection.executescript(SETUP)
        return self.mine.connection.execute(sql, values)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        sql = "SELECT value FROM kept WHERE key = ? AND expires > ?"
        found = self.ask(sql, self.make_and_validate_key(key, version=version), time.time()).fetchone()
        return pickle.loads(found[0]) if found else default  # noqa: S301 - the house wrote it

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._put(PUT, key, value, timeout, version)
        self.ask("DELETE FROM kept WHERE expires <= ?", time.time())

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._put(f"{PUT} WHERE kept.expires <= ?", key, value, timeout, version, time.time()))

    def _put(self, sql: str, key: str, value: Any, timeout: Any, version: int | None, *more: float) -> int:
        until = self.get_backend_timeout(timeout)
        row = (pickle.dumps(value), NEVER if until is None else until)
        written: int = self.ask(sql, self.make_and_validate_key(key, version=version), *row, *more).rowcount
        return written

    def delete(self, key: str, version: int | None = None) -> bool:
        gone = self.ask("DELETE FROM kept WHERE key = ?", self.make_and_validate_key(key, version=version))
        return bool(gone.rowcount)

    def clear(self) -> None:
        self.ask("DELETE FROM kept")
