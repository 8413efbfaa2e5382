"""`baigong serve` brings up web server and worker on an empty folder, answers, works, and goes when told."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from baigong.config.console import environment
from baigong.config.operations.demo import accounts
from baigong.worlds import cast
from tests.config.test_safety import SAFE
from tests.journeys.house import free_port


def ask(port: int, *, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A production start behind a proxy that is not there, with a database of its own."""
    port = free_port()
    kept = {"PATH": os.environ["PATH"], "BAIGONG_DATA": str(tmp_path), "STATIC_ROOT": str(tmp_path / "static")}
    command = [sys.executable, "-m", "baigong", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=SAFE | kept, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    yield process, port
    process.kill()
    process.communicate()


def test_it_serves_and_stops(house: tuple[subprocess.Popen[str], int]) -> None:
    process, port = house
    for _ in range(6000):
        if ask(port, path="/healthz") == 200 or process.poll() is not None:
            break
        time.sleep(0.1)
    assert process.poll() is None
    assert ask(port, path="/readyz") == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=120) == 0
    assert ask(port, path="/healthz") == 0


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = {"PATH": os.environ["PATH"], "BAIGONG_DATA": str(tmp_path), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, "-m", "baigong", "serve", "--port", port]
        done = subprocess.run(command, env=environment, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert port in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("baigong serve --demo", {"BAIGONG_DEMO": "1"}),
        ("baigong serve --demo --port 8001", {"BAIGONG_DEMO": "1", "PORT": "8001"}),
        ("baigong serve", {}),
        ("baigong worker --demo", {}),
        ("baigong serve --demo --scene call_open", {"BAIGONG_DEMO": "1", "BAIGONG_DATA": "var/call_open"}),
    ],
)
def test_what_words_mean_for_the_settings(monkeypatch: pytest.MonkeyPatch, *, words: str, told: dict[str, str]) -> None:
    monkeypatch.delenv("BAIGONG_DATA", raising=False)
    assert environment(words.split()) == told


def test_every_account_stands_in_its_columns(tmp_path: Path, settings: Settings) -> None:
    settings.DEMO_STORY = tmp_path / "demo.json"
    assert list(accounts()) == []
    roles = ("judge", "conflicted_judge")
    told = {role: {"email": cast.account(role).email, "password": "long enough"} for role in roles}
    settings.DEMO_STORY.write_text(json.dumps({"accounts": told}), encoding="utf-8")
    for role, line in zip(roles, accounts(), strict=True):
        assert line.split("  ")[0] == role
        assert line.split()[1:] == [cast.account(role).email, "long", "enough"]
    assert len({line.index("long enough") for line in accounts()}) == 1
