"""Web server and worker live and die together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = """
import django.conf
django.conf.settings.configure(USE_I18N=False)
import sys
from baigong.config.operations.supervisor import Child, Supervisor
body = '''
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(60)
'''
children = [Child(name, (sys.executable, "-c", body, f"{sys.argv[1]}/{name}")) for name in ("web", "worker")]
sys.exit(0 if Supervisor(children, say=print).run() else 1)
"""


def eventually(found: Callable[[], object]) -> None:
    for _ in range(2400):
        if found():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within two minutes")


def pid(path: Path) -> int:
    text = path.read_text() if path.exists() else ""
    return int(text or 0)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"


@pytest.fixture
def house(tmp_path: Path):  # noqa: ANN201 - a fixture
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)])
    eventually(lambda: pid(tmp_path / "web") and pid(tmp_path / "worker"))
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all(tmp_path: Path, *, house: subprocess.Popen[bytes], number: int) -> None:
    children = [pid(tmp_path / "web"), pid(tmp_path / "worker")]
    house.send_signal(number)
    assert house.wait(timeout=120) == 0
    assert not any(map(is_alive, children))


def test_a_dead_child_is_started_again(tmp_path: Path, *, house: subprocess.Popen[bytes]) -> None:
    first = pid(tmp_path / "web")
    os.kill(first, signal.SIGKILL)
    eventually(lambda: pid(tmp_path / "web") not in (0, first))
    assert house.poll() is None


def test_nobody_is_left_when_the_supervisor_is_killed(tmp_path: Path, *, house: subprocess.Popen[bytes]) -> None:
    children = [pid(tmp_path / "web"), pid(tmp_path / "worker")]
    house.kill()
    eventually(lambda: not any(map(is_alive, children)))
