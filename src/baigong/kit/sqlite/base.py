"""Hands Django the SQLite that a package bundles instead of the system's old one."""

import sys

import pysqlite3
from django.core.exceptions import ImproperlyConfigured
from pysqlite3 import dbapi2

OLDEST = (3, 51, 3)  # earlier ones can corrupt a WAL database under several writers

# Django imports the driver by name, so the name must lead to the new one before Django looks.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2

from django.db.backends.sqlite3.base import DatabaseWrapper  # noqa: E402 (the swap above comes first)

__all__ = ["DatabaseWrapper"]

if pysqlite3.sqlite_version_info < OLDEST:
    message = (
        f"SQLite {pysqlite3.sqlite_version} is too old for several processes; install pysqlite3 with 3.51.3 or newer."
    )
    raise ImproperlyConfigured(message)
