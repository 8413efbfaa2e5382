"""Brings a backup back in a place of its own, looks at it, and remembers when that last went well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baigong.config.operations import database

NAME = "drill.json"
LOOKED_AT = ("database", "audit", "storage")
LEFT_HERE = ("DATABASE_URL", "EMAIL_URL", "SITE_URL", "ALLOWED_HOSTS", "BAIGONG_DEMO", "BAIGONG_NOW")
OUTSIDE = ("AWS_", "CACHE_URL", "GOOGLE_", "LINE_", "OIDC_")


@dataclass(frozen=True, slots=True)
class Drill:
    """One backup that came back: which, when, how many files, in how long."""

    path: str
    at: str
    files: int
    seconds: float

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.at)


def newest() -> Path:
    """The last backup in the data folder."""
    found = sorted((settings.DATA / "backups").glob("*.tar"))
    if not found:
        raise CommandError(_("There is no backup in %(folder)s yet.") % {"folder": settings.DATA / "backups"})
    return found[-1]


def last() -> Drill | None:
    path = settings.DATA / NAME
    return Drill(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def drill(path: Path) -> Drill:
    """Restore it where no letter can leave from, and let the doctor look; raises CommandError where either fails."""
    start = time.monotonic()
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="drill-", dir=settings.DATA) as folder, a_database() as address:
        environment = apart(Path(folder), address=address)
        told = json.loads(_baigong("restore", str(path), "--json", environment=environment))
        _baigong("doctor", *LOOKED_AT, environment=environment)
    done = Drill(str(path), timezone.now().isoformat(), told["files"], round(time.monotonic() - start, 1))
    (settings.DATA / NAME).write_text(json.dumps(asdict(done), indent=1), encoding="utf-8")
    return done


def apart(folder: Path, *, address: str) -> dict[str, str]:
    """An installation of nobody's: database, files and mail of its own, nothing outside; only the keys are ours."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_HERE and not name.startswith(OUTSIDE)}
    own = {"BAIGONG_DATA": str(folder), "BAIGONG_ENV_FILE": os.devnull, "DATABASE_URL": address}
    keys = {"FIELD_KEY": settings.FIELD_KEY, "BACKUP_KEY": settings.BACKUP_KEY}
    return kept | {name: value for name, value in (own | keys).items() if value}


@contextmanager
def a_database() -> Iterator[str]:
    """Where the copy is put: in the folder with SQLite, with PostgreSQL in a database kept for that, emptied after."""
    if database.engine() == "sqlite":
        yield ""
        return
    address = settings.DRILL_DATABASE_URL
    if not address or environ.Env.db_url_config(address)["NAME"] == connection.settings_dict["NAME"]:
        raise CommandError(_("Set DRILL_DATABASE_URL to another database, which a drill may fill and empty again."))
    _empty(address)
    try:
        yield address
    finally:
        _empty(address)


def _empty(address: str) -> None:
    known = environ.Env.db_url_config(address)
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    given: dict[str, Any] = {name: str(known[key]) for name, key in named.items() if known.get(key)}
    psycopg = import_module("psycopg")  # who asks whether the house is ready has no use for it
    with psycopg.connect("", autocommit=True, **given) as there:
        there.execute("DROP SCHEMA IF EXISTS public CASCADE")
        there.execute("CREATE SCHEMA public")


def _baigong(*words: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "baigong", *words]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise CommandError(_("The drill failed at %(step)s: %(said)s") % {"step": words[0], "said": said})
    return done.stdout
