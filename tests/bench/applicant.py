"""One browser of many, behind a proxy that stamps each request; comes again where it is asked to."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.bench.house import HOST

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
PATIENCE = 30.0  # seconds until a request counts as lost
LAST = 60.0  # seconds after the cut-off when the last one has gone home
BUSY = 503
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Minute:
    """What happened to all of them; what was acknowledged is looked for in the house afterwards."""

    shift: float  # what the clock of the house is ahead, in seconds
    closes: float  # the instant of closing by that clock, in seconds since 1970
    waits: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    saves: dict[tuple[str, int], str] = field(default_factory=dict)
    receipts: dict[str, float] = field(default_factory=dict)
    late: int = 0
    wrong: int = 0

    def now(self) -> float:
        return time.time() + self.shift


@dataclass
class Reply:
    """Status, where it leads, the body, and the stamp of the request."""

    status: int
    goal: str
    body: bytes
    retry_after: float
    stamp: float


class TurnedAway(Exception):
    """Was asked to come back until it was too late; nothing had been written yet."""


class Applicant:
    """Somebody with an address and cookies of their own."""

    def __init__(self, number: int, *, port: int, minute: Minute) -> None:
        self.number, self.port, self.minute = number, port, minute
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.line: Line | None = None

    async def ask(self, method: str, path: str, *, body: bytes = b"", kind: str = "") -> Reply:
        """One request, again where the house asks to come back a little later, until it is of no use any more."""
        while True:
            start = time.perf_counter()
            reply = await asyncio.wait_for(self._once(method, path, body, kind), PATIENCE)
            self.minute.waits.append(time.perf_counter() - start)
            if reply.status != BUSY:
                return reply
            if self.minute.now() > self.minute.closes + LAST:
                raise TurnedAway
            self.minute.refused += 1
            await asyncio.sleep(reply.retry_after)

    async def _once(self, method: str, path: str, body: bytes, kind: str) -> Reply:
        """As a browser does: on a line that the server closed meanwhile as idle, nothing comes back; then once anew."""
        stamp = round(self.minute.now(), 3)
        told = self._head(method, path, len(body), kind, stamp) + body
        if self.line is not None:
            try:
                return await self._told(self.line, told, stamp)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                if getattr(error, "partial", b""):
                    raise
        self.line = await asyncio.open_connection(HOST, self.port)
        return await self._told(self.line, told, stamp)

    async def _told(self, line: Line, told: bytes, stamp: float) -> Reply:
        reader, writer = line
        writer.write(told)
        await writer.drain()
        return await self._reply(reader, stamp)

    def _head(self, method: str, path: str, length: int, kind: str, stamp: float) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            "Accept: text/html",
            "Accept-Language: zh-TW",
            f"X-Forwarded-For: 10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}",
            f"X-Request-Start: t={stamp:.3f}",
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}",
        ]
        lines += [f"X-CSRFToken: {self.token}"] if self.token else []
        lines += [f"Content-Type: {kind}", f"Content-Length: {length}"] if method == "POST" else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _reply(self, reader: asyncio.StreamReader, stamp: float) -> Reply:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = [line.partition(": ")[::2] for line in head[1:] if line]
        known = {name.lower(): value for name, value in fields}
        for name, value in fields:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition(";")[0].partition("=")
                self.cookies[key] = rest
        is_in_parts = known.get("transfer-encoding") == "chunked"
        body = await _parts(reader) if is_in_parts else await reader.readexactly(int(known.get("content-length", "0")))
        if found := TOKEN.search(body):
            self.token = found[1].decode()
        if known.get("connection", "").lower() == "close":
            self.line = None
        pause = float(known.get("retry-after", "1"))
        return Reply(int(head[0].split()[1]), known.get("location", ""), body, pause, stamp)

    async def get(self, path: str, *, status: int = 200) -> Reply:
        return wanted(await self.ask("GET", path), path, status)

    async def post(self, path: str, fields: dict[str, str], *, status: int = 302) -> Reply:
        return wanted(await self.ask("POST", path, body=self._form(fields), kind=FORM), path, status)

    async def press(self, path: str, fields: dict[str, str]) -> Reply:
        """A button whose answer is still to be judged."""
        return await self.ask("POST", path, body=self._form(fields), kind=FORM)

    def _form(self, fields: dict[str, str]) -> bytes:
        return urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()

    async def send(self, path: str, data: Any) -> Any:
        """JSON, as the autosave sends it; the answer as data."""
        reply = await self.ask("POST", path, body=json.dumps(data).encode(), kind="application/json")
        return json.loads(wanted(reply, path, 200).body)

    async def upload(self, path: str, content: bytes) -> Any:
        """One file; the answer as data."""
        start = b'--rush\r\nContent-Disposition: form-data; name="file"; filename="report.pdf"\r\n'
        body = start + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n--rush--\r\n"
        reply = await self.ask("POST", path, body=body, kind="multipart/form-data; boundary=rush")
        return json.loads(wanted(reply, path, 201).body)


async def _parts(reader: asyncio.StreamReader) -> bytes:
    """A body whose length the server did not know."""
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body


def wanted(reply: Reply, path: str, status: int) -> Reply:
    if reply.status != status:
        message = f"{re.sub('[a-z0-9]{26}', 'ID', path)}: {reply.status}"
        raise AssertionError(message)
    return reply
