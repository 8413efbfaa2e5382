"""A world and the server that shows it, in a folder of their own: the program of production, on loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from baigong.config.operations import web
from baigong.kit import time as clock

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds for a server to come up
SNAPSHOTS = Path("build/worlds")
Told = dict[str, Any]


@dataclass(frozen=True)
class House:
    """One data folder with its world and its server's port."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Production's static files and settings; demo only because a world's clock has to be moved."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BAIGONG_", "DJANGO_"))}
        return kept | {
            "BAIGONG_DEMO": "1",
            "BAIGONG_DATA": str(self.folder),
            "BAIGONG_SNAPSHOTS": os.environ.get("BAIGONG_SNAPSHOTS", str(SNAPSHOTS.absolute())),
            "BAIGONG_ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "WHITENOISE_USE_FINDERS": "0",
            "TRUSTED_PROXIES": "1",  # many come from one machine, and an address may sign up so often a minute
            "PYTHONPATH": str(Path.cwd()),
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
        }

    def baigong(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "baigong", *arguments]
        return subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def fill(self, scene: str, *, entries: int, judges: int) -> Told:
        """The world, from its snapshot where there is one."""
        connection.close()
        for left in self.folder.glob("*.sqlite3*"):  # a log would be played into the next one, codes be known as used
            left.unlink()
        sizes = ("--entries", str(entries), "--judges", str(judges))
        told: Told = json.loads(self.baigong("world", scene, *sizes, "--seed", "7", "--json"))
        return told

    def move_clock(self, instant: datetime) -> None:
        clock.set_for_all(instant, file=self.folder / "demo-clock")

    @contextmanager
    def server(self) -> Iterator[subprocess.Popen[bytes]]:
        """The web server alone, by the command line that `baigong serve` uses."""
        self.baigong("collectstatic", "--no-input", "-v", "0")
        with self._running(web.command(host=HOST, port=self.port)) as process:
            yield process

    @contextmanager
    def whole(self) -> Iterator[subprocess.Popen[bytes]]:
        """Web server and worker, as `baigong serve` runs them."""
        self.baigong("collectstatic", "--no-input", "-v", "0")
        command = (sys.executable, "-m", "baigong", "serve", "--no-prepare", "--port", str(self.port))
        with self._running(command) as process:
            yield process

    @contextmanager
    def _running(self, command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(self.port)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while not web.answers(host=HOST, port=port):
        if time.monotonic() > end:
            message = "the server does not come up"
            raise TimeoutError(message)
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
