"""A backup is brought back where nobody's letters can leave from, and the doctor remembers when that was."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from baigong.config.operations.doctor import backups
from baigong.config.operations.drill import NAME, apart
from baigong.domain.people.actions import register

pytestmark = pytest.mark.django_db(transaction=True)


def verdict() -> bool | None:
    return next(iter(backups())).ok


def test_the_copy_is_of_nobodys(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FIELD_KEY, settings.BACKUP_KEY = "f" * 50, ""
    for name in ("EMAIL_URL", "SITE_URL", "DATABASE_URL", "AWS_STORAGE_BUCKET_NAME", "CACHE_URL"):
        monkeypatch.setenv(name, "ours")
    found = apart(tmp_path, address="")
    assert "ours" not in found.values()
    assert (found["BAIGONG_DATA"], found["FIELD_KEY"]) == (str(tmp_path), "f" * 50)
    assert "BACKUP_KEY" not in found


def test_how_long_ago_is_told(settings: Settings) -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    assert verdict() is None
    for hours, well in ((35, True), (37, False)):
        at = (timezone.now() - timedelta(hours=hours)).isoformat()
        (settings.DATA / NAME).write_text(json.dumps({"path": "a.tar", "at": at, "files": 1, "seconds": 2.0}))
        assert verdict() is well


def test_without_a_backup_it_says_so(settings: Settings) -> None:
    with pytest.raises(CommandError, match="backups"):
        call_command("drill")
    assert not (settings.DATA / NAME).exists()


def test_it_brings_one_back(tmp_path: Path, settings: Settings, request: pytest.FixtureRequest) -> None:
    """A real one: another process restores and examines it."""
    settings.BACKUP_KEY = "b" * 50
    if connection.vendor == "postgresql":
        settings.DRILL_DATABASE_URL = request.getfixturevalue("second_database")
    register(email="lin@school.example", name="林書寧")
    path = tmp_path / "all.tar"
    call_command("backup", path, stdout=StringIO())
    call_command("drill", path, json=True, stdout=(said := StringIO()))
    assert json.loads(said.getvalue())["path"] == str(path)
    assert verdict() is True
    assert list(settings.DATA.glob("drill-*")) == []


@pytest.fixture
def second_database() -> Any:
    """An empty database beside that of the tests."""
    known, name = connection.settings_dict, "drill_of_a_test"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"postgresql://{known['USER']}@/{known['HOST']}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
