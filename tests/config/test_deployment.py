"""What the image, the services and the proxies name is really there: commands, options, settings, addresses, limits."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.urls import resolve

from baigong.kit.files.actions import MOST_BYTES

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
SETTINGS = set(re.findall(r"^# ([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
TOLD_TO_PYTHON = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def is_understood(words: list[str]) -> bool:
    """Whether the console knows the command and every one of its options; an unknown one ends this test."""
    name, *options = words
    load_command_class(get_commands()[name], name).create_parser("baigong", name).parse_args(options)
    return True


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_service_starts_a_command_there_is(unit: Path) -> None:
    said = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE))
    program, *words = shlex.split(said["ExecStart"])
    assert program == "/opt/baigong/.venv/bin/baigong"
    assert is_understood(words)
    assert said["WorkingDirectory"] == "/opt/baigong"
    assert said["Environment"].partition("=")[0] in SETTINGS
    assert said["Environment"].partition("=")[2] == f"/var/lib/{said['StateDirectory']}"


def test_the_timer_starts_a_service_there_is() -> None:
    for timer in (ROOT / "deploy" / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service") in UNITS


def test_the_image_runs_a_command_and_sets_what_is_read() -> None:
    image = text("Dockerfile")
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", image, re.MULTILINE)
    command = re.findall(r"^CMD (.*)$", image, re.MULTILINE)[-1]
    assert yaml.safe_load(entry) == ["baigong"]
    assert is_understood(yaml.safe_load(command))
    named = set(re.findall(r"\b([A-Z][A-Z_]+)=", re.search(r"^ENV ((?:.|\\\n)*?[^\\])$", image, re.MULTILINE)[1]))
    assert named <= SETTINGS | TOLD_TO_PYTHON
    (target,) = re.findall(r"make (\w+) &&", image)
    assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE)
    assert resolve("/healthz").url_name == "alive"
    assert "/healthz" in image


def composed() -> dict[str, Any]:
    return yaml.safe_load(text("compose.yaml"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("service", ["web", "worker"])
def test_a_container_runs_a_command_with_settings_there_are(service: str) -> None:
    made = composed()["services"][service]
    assert is_understood(made["command"])
    assert set(made["environment"]) <= SETTINGS
    assert made["read_only"] is True
    assert "/data" in [volume.partition(":")[2] for volume in made["volumes"]]


def test_the_images_programs_are_of_the_database_beside_it() -> None:
    """An older pg_dump refuses a newer server, and what a newer one writes an older server may not read."""
    major = composed()["services"]["database"]["image"].partition(":")[2]
    assert f"postgresql-client-{major} " in text("Dockerfile")


@pytest.mark.parametrize("proxy", ["nginx.conf", "Caddyfile"])
def test_a_proxy_leads_to_the_house_and_hides_what_is_inside(proxy: str) -> None:
    said = text(f"deploy/{proxy}")
    assert "127.0.0.1:8000" in said
    assert resolve("/readyz").url_name == "ready"
    assert re.search(r"/readyz", said)
    assert int(re.search(r"(\d+)\s?(?:m;|MB)", said)[1]) * 1024 * 1024 > MOST_BYTES
    assert re.search(r"X-Request-Start\s+\"t=[$]?\{(msec|time\.now\.unix)\}\"", said)


def test_the_proxy_that_hands_addresses_on_is_told_to_be_believed() -> None:
    for proxy in ("nginx.conf", "Caddyfile"):
        asked = set(re.findall(r"([A-Z_]{5,})=1", text(f"deploy/{proxy}")))
        assert asked == {"TRUSTED_PROXIES", "PROXY_STAMPS_ARRIVAL"}


def test_every_command_that_a_guide_names_is_there() -> None:
    guides = [ROOT / "README.md", *(ROOT / "docs").glob("[ht]*/*.md")]
    named = {
        name
        for guide in guides
        for name in re.findall(r"(?:`|^\s*)baigong ([a-z][\w-]+)", guide.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert "verify_receipt" in named
    assert named - set(get_commands()) == set()
