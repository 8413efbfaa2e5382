"""Unsafe settings refuse to start, and say what to set; safe ones pass Django's own deployment checks."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from baigong.config.safety import faults

SAFE = {
    "SITE_URL": "https://award.example",
    "ALLOWED_HOSTS": "award.example",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "FIELD_KEY": "0123456789" * 6,
    "TRUSTED_PROXIES": "1",
    "EMAIL_URL": "smtp://localhost:2525",
    "PYTHONWARNINGS": "ignore",
}


def start(folder: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    kept = {key: os.environ[key] for key in ("PATH", "DATABASE_URL", "HOME") if key in os.environ}
    environment = kept | SAFE | {"BAIGONG_DATA": str(folder)} | changed
    command = [sys.executable, "-m", "baigong", *(words or ("check",))]
    return subprocess.run(command, env=environment, cwd=folder, check=False, capture_output=True, text=True)


def test_safe_settings_pass_the_deployment_checks(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_an_unsafe_one_stops_the_start(tmp_path: Path) -> None:
    done = start(tmp_path, DEBUG="1", ALLOWED_HOSTS="*")
    assert done.returncode != 0
    assert "unset DEBUG" in done.stderr
    assert "set ALLOWED_HOSTS=award.example" in done.stderr
    assert "Traceback" not in done.stderr


def settings(**changed: Any) -> SimpleNamespace:
    safe = {
        "SITE_URL": "https://award.example",
        "ALLOWED_HOSTS": ["award.example"],
        "SECRET_KEY": "0123456789" * 6,
        "FIELD_KEY": "0123456789" * 6,
        "DEBUG": False,
        "DEMO": False,
        "REHEARSAL": False,
        "START_CLOCK_AT": None,
    }
    return SimpleNamespace(**safe | changed)


def test_safe_ones_have_no_fault() -> None:
    assert list(faults(settings())) == []


@pytest.mark.parametrize(
    ("changed", "way_out"),
    [
        ({"DEBUG": True}, "unset DEBUG"),
        ({"DEMO": True}, "unset BAIGONG_DEMO"),
        ({"START_CLOCK_AT": "2026-05-01"}, "BAIGONG_NOW"),
        ({"ALLOWED_HOSTS": ["*", "award.example"]}, "set ALLOWED_HOSTS=award.example"),
        ({"ALLOWED_HOSTS": ["other.example"]}, "set ALLOWED_HOSTS=award.example"),
        ({"SITE_URL": "http://award.example"}, "set SITE_URL=https://award.example"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"REHEARSAL": True}, "BAIGONG_REHEARSING"),
        ({"FIELD_KEY": ""}, "set 50 random characters"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 60}, "SECRET_KEY is too weak"),
    ],
)
def test_each_fault_names_its_way_out(changed: dict[str, Any], way_out: str) -> None:
    (fault,) = faults(settings(**changed))
    assert way_out in fault


def test_with_nothing_set_it_starts_at_home(tmp_path: Path) -> None:
    home = {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": "", "EMAIL_URL": ""}
    assert start(tmp_path, **home).returncode == 0
