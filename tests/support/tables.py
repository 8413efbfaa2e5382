"""Tables for a test run: migrated once for these migrations, copied ever after."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pysqlite3
from django.apps import apps
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

LOCK = 1_000_100  # whoever holds it makes the tables; the others wait and copy them
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # each process has a memory of its own


def _key() -> str:
    """The hash of every migration there is."""
    content = hashlib.sha256(version("django").encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()[:24]


def _kept() -> Path:
    """Where the file with the tables lies."""
    return Path(tempfile.gettempdir()) / f"baigong-tables-{os.getuid()}" / f"{_key()}.sqlite3"


def _keep(path: Path) -> None:
    part = path.with_suffix(f".{os.getpid()}")
    copy = pysqlite3.connect(part)
    connection.connection.backup(copy)
    copy.close()
    part.replace(path)


def _open(path: Path) -> None:
    """An in-memory database with the kept tables."""
    connection.close()
    connection.settings_dict["NAME"] = IN_MEMORY
    connection.ensure_connection()
    source = pysqlite3.connect(path)
    source.backup(connection.connection)
    source.close()


def laid_at(path: Path) -> None:
    """The same tables as a file of its own, for a house that would migrate for seconds; nothing where none are kept."""
    if _kept().exists():
        shutil.copyfile(_kept(), path)


def _make_file(path: Path) -> None:
    """Migrate, unless somebody else has done it by the time it is our turn."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not path.exists():
            made = setup_databases(verbosity=0, interactive=False)
            _keep(path)
            teardown_databases(made, verbosity=0)


@contextlib.contextmanager
def _named(name: str) -> Iterator[None]:
    """Django's test database under another name for a while."""
    known, test = connection.settings_dict, connection.settings_dict["TEST"]
    before = known["NAME"], test["NAME"]
    test["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        known["NAME"], test["NAME"] = before


def template() -> str:
    """What the database with the tables is called."""
    return f"baigong_tables_{_key()}"


def _make_template(cursor: Any) -> None:
    """Migrate in a database of another name, so that whoever finds the template finds it whole."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template()])
    if cursor.fetchone() is None:
        with _named(f"{template()}_part"):
            setup_databases(verbosity=0, interactive=False)
        cursor.execute(f'ALTER DATABASE "{template()}_part" RENAME TO "{template()}"')


@contextlib.contextmanager
def _copied() -> Iterator[None]:
    """On PostgreSQL a copy of the template, which stays with the server."""
    name = connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # for as long as it takes
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _make_template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template()}"')
    with _named(name):
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def tables() -> Iterator[None]:
    """A test database for the session; on SQLite always in memory, whether its tables were kept already or not."""
    if connection.vendor != "sqlite":
        with _copied():
            yield
        return
    path = _kept()
    _make_file(path)
    _open(path)
    yield
