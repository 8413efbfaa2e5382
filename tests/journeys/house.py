"""A whole house on this machine: database, files, web server, worker, and a real mail server that keeps letters."""

from __future__ import annotations

import email
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import environ
import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage

from tests.support import tables

PATIENCE = 180.0  # seconds, on a machine that is busy with something else
PORTS = iter(range(11_000 + os.getpid() * 37 % 20_000, 32_000))  # each process from another one on


class Post(AsyncMessage):
    """Keeps every mail."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[EmailMessage] = []

    def prepare_message(self, _session: Any, envelope: Any) -> Any:
        return email.message_from_bytes(envelope.content, policy=default)

    async def handle_message(self, message: Any) -> None:
        self.mails.append(message)

    def to(self, address: str, *, about: str) -> str:
        """The text of the newest mail to an address whose subject holds some words, waiting for it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for mail in reversed(self.mails):
                if address in mail["To"] and about in mail["Subject"]:
                    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} about {about}: {[mail['Subject'] for mail in self.mails]}")


@dataclass
class House:
    """One running installation."""

    data: Path
    database: str
    post: Post
    mail_port: int
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())  # noqa: PLW0108 - written below
    handed_in: dict[str, str] = field(default_factory=dict)  # the newest authenticator code of each role

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def on_postgresql(self) -> bool:
        return self.database.startswith("postgres")

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BAIGONG_")}
        return kept | {
            "BAIGONG_DEMO": "1",
            "BAIGONG_DATA": str(self.data),
            "BAIGONG_SNAPSHOTS": str(self.data / "worlds"),
            "BAIGONG_ENV_FILE": os.devnull,
            "DATABASE_URL": self.database,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
            **self.more,
        }

    def baigong(self, *arguments: str) -> None:
        """Run one command of the console."""
        done = subprocess.run(
            [sys.executable, "-m", "baigong", *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]

    def go_on(self, scene: str) -> None:
        """Let the generated people of the year live on until a scene."""
        self.baigong("world", scene, "--go-on")


@contextmanager
def house(data: Path, *, scene: str, entries: int, judges: int, **more: str) -> Iterator[House]:
    """Build a world, open its doors, and close them at the end; `more` is set in its environment."""
    post = Post()
    mail = Controller(post, hostname="127.0.0.1", port=free_port())
    mail.start()
    with database(data) as address:
        built = House(data=data, database=address, post=post, mail_port=mail.port, more=more)
        built.baigong("world", scene, "--entries", str(entries), "--judges", str(judges))
        server = subprocess.Popen(
            [sys.executable, "-m", "baigong", "serve", "--demo", "--port", str(built.port)],
            env=built.environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"{built.url}/readyz")
            yield built
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=PATIENCE)
            mail.stop()


@contextmanager
def database(data: Path) -> Iterator[str]:
    """A database of its own with the tables of this run: a file, or one more on the server that this half runs on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        tables.laid_at(data / "year.sqlite3")
        yield f"sqlite:///{data / 'year.sqlite3'}"
        return
    name = f"journey_{os.getpid()}"
    with psycopg.connect(autocommit=True, **parts_of(given)) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {tables.template()}")  # type: ignore[arg-type]
        try:
            yield f"{given.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def parts_of(address: str) -> dict[str, Any]:
    """What the driver wants to know, from an address as the settings take it."""
    known = environ.Env.db_url_config(address)
    words = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {word: known[key] for word, key in words.items() if known[key]}


def free_port() -> int:
    """One of those that no outgoing line is given, so that it is still free when the server comes up."""
    for port in PORTS:
        with suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            if answer.status == 200:
                return
        time.sleep(0.3)
    raise TimeoutError(address)
