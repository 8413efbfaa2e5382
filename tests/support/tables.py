"""Tables for a test run: migrated once for these migrations, copied ever after."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pysqlite3
from django.apps import apps
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # each process has a memory of its own


def _key() -> str:
    """The hash of every migration there is."""
    content = hashlib.sha256(version("django").encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()[:24]


def _kept() -> Path:
    return Path(tempfile.gettempdir()) / f"baigong-tables-{os.getuid()}" / f"{_key()}.sqlite3"


def _keep(path: Path) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
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
    if (kept := _kept()).exists():
        shutil.copyfile(kept, path)


@contextlib.contextmanager
def tables() -> Iterator[None]:
    """A test database for the session; on SQLite always in memory, whether its tables were kept already or not."""
    if connection.vendor == "sqlite":
        path = _kept()
        if not path.exists():
            made = setup_databases(verbosity=0, interactive=False)
            _keep(path)
            teardown_databases(made, verbosity=0)
        _open(path)
        yield
        return
    made = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(made, verbosity=0)
