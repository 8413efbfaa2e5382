"""Copies the whole database out and in, by each engine's own safe way."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _


def engine() -> str:
    return connection.vendor


def version() -> str:
    """Name the engine and its version as its makers write it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if engine() == "sqlite" else "SHOW server_version")
        return f"{'SQLite' if engine() == 'sqlite' else 'PostgreSQL'} {cursor.fetchone()[0]}"


def is_empty() -> bool:
    """Tell whether nobody has an account here yet."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - models load after settings

    table = get_user_model()._meta.db_table  # noqa: SLF001 - Django's own name for it
    return table not in connection.introspection.table_names() or not get_user_model().objects.exists()


def dump(path: Path) -> None:
    """Write a consistent copy while others go on working."""
    _sqlite_copy_out(path) if engine() == "sqlite" else _run("pg_dump", "--format=custom", f"--file={path}")


def load(path: Path) -> None:
    """Replace everything in the database by the copy."""
    if engine() == "sqlite":
        _sqlite_copy_in(path)
    else:
        connection.close()
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(path))


def _sqlite_copy_out(path: Path) -> None:
    connection.ensure_connection()
    target = _driver().connect(path)
    try:
        connection.connection.backup(target)
    finally:
        target.close()


def _sqlite_copy_in(path: Path) -> None:
    connection.ensure_connection()
    source = _driver().connect(path)
    try:
        source.backup(connection.connection)
    finally:
        source.close()


def _driver() -> Any:
    import pysqlite3  # noqa: PLC0415 - only where SQLite is the engine

    return pysqlite3


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise CommandError(
            _("%(program)s is not on this machine. Install PostgreSQL's client programs.") % {"program": program}
        )
    done = subprocess.run([found, *arguments], env=_environment(), check=False, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(f"{program}: {done.stderr.strip()}")


def _environment() -> dict[str, str]:
    known = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return os.environ | {name: str(known[key]) for name, key in named.items() if known.get(key)}
