"""A real installation to be killed at any moment: gunicorn, the worker, a mail server, a database to look into."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3
from aiosmtpd.controller import Controller

from baigong.config.operations import web
from baigong.config.operations.supervisor import leash
from tests.journeys.house import PATIENCE, House, Post, database, free_port, parts_of, wait_for

Row = tuple[Any, ...]


@dataclass
class Installation(House):
    """Web server and worker as processes of their own, because both are killed apart."""

    web: subprocess.Popen[bytes] | None = None
    nursery: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        preloaded = {**self.environment, "GUNICORN_CMD_ARGS": "--preload"}  # a web process comes back by a fork
        command = web.command(host="127.0.0.1", port=self.port)
        self.web = subprocess.Popen([*leash(), *command], env=preloaded, start_new_session=True)
        if self.nursery is None:
            self.nursery = self._python("tests.proofs.nursery", stdout=subprocess.PIPE)
        wait_for(f"{self.url}/healthz")

    def _python(self, module: str, **how: Any) -> subprocess.Popen[bytes]:
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "baigong.config.settings"}
        return subprocess.Popen([*leash(), sys.executable, "-m", module], env=environment, **how)

    def kill(self, victim: str) -> None:
        """-9, without a word before: the process that answers, the one that works, both, or the whole web server."""
        assert self.web
        if victim in {"web", "both"}:
            for process in children(self.web.pid):
                os.kill(process, signal.SIGKILL)
        if victim in {"worker", "both"} and self.nursery:
            for process in children(self.nursery.pid):
                os.kill(process, signal.SIGKILL)
        if victim == "server":
            os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait()
            self.start()

    def rows(self, question: str) -> list[Row]:
        """Look into the database from outside."""
        if self.database.startswith("sqlite"):
            with closing(pysqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)) as file:
                return list(file.execute(question))
        with psycopg.connect(**parts_of(self.database)) as server:
            return server.execute(question).fetchall()  # type: ignore[arg-type]

    def close(self) -> None:
        for process in filter(None, (self.web, self.nursery)):
            with process:
                process.terminate()


def children(parent: int) -> list[int]:
    """The processes that another one has started."""
    return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@contextmanager
def installation(data: Path, *, writers: int) -> Iterator[tuple[Installation, list[dict[str, Any]]]]:
    """A call in full swing, with as many people signed in as are asked for."""
    post = Post()
    mail = Controller(post, hostname="127.0.0.1", port=free_port())
    mail.start()
    with database(data) as address:
        built = Installation(data=data, database=address, post=post, mail_port=mail.port)
        environment = {**built.environment, "DJANGO_SETTINGS_MODULE": "baigong.config.settings"}
        told = subprocess.run(
            [sys.executable, "-m", "tests.proofs.scene", str(writers)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        try:
            built.start()
            yield built, json.loads(told.stdout)
        finally:
            built.close()
            mail.stop()


def until(condition: Any, *, seconds: float = PATIENCE, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.05)
