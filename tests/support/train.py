"""A house that can be killed while somebody looks at its pages."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pysqlite3
from django.conf import settings
from django.db import connection

from baigong.config.operations import web
from baigong.config.operations.supervisor import leash
from tests.journeys.house import free_port, wait_for


class Train:
    """A house of its own on a copy of this test's world; in a tunnel it is killed without a word."""

    def __init__(self, folder: Path, *, at: datetime) -> None:
        self.file = folder / "world.sqlite3"
        with closing(pysqlite3.connect(self.file)) as copy:
            connection.connection.backup(copy)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "BAIGONG_DEMO": "1",
            "BAIGONG_NOW": at.isoformat(),
            "BAIGONG_DATA": str(folder),
            "BAIGONG_ENV_FILE": os.devnull,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "SECRET_KEY": settings.SECRET_KEY,
            "LOG_LEVEL": "ERROR",
        }
        self.leaves_tunnel()

    def leaves_tunnel(self) -> None:
        command = [*leash(), *web.command(host="127.0.0.1", port=self.port)]
        self.house = subprocess.Popen(command, env=self.environment, start_new_session=True)
        wait_for(f"{self.url}/healthz")

    def enters_tunnel(self) -> None:
        os.killpg(self.house.pid, signal.SIGKILL)
        self.house.wait()

    def write(self, change: str, *given: str) -> None:
        with closing(pysqlite3.connect(self.file, isolation_level=None)) as file:
            file.execute(change, given)

    def rows(self, question: str) -> list[Any]:
        with closing(pysqlite3.connect(self.file)) as file:
            return list(file.execute(question))
