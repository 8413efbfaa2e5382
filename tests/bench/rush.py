"""The last hour: so many new applicants in a minute, each from the sign-up to the receipt, against the whole house."""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from tests.bench.house import HOST, House

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PASSWORD = "a-long-word-for-the-rush"
PATIENCE = 30.0  # seconds until a request counts as lost
TRIES = 6  # of a request that was asked to come back


@dataclass
class Minute:
    """What happened to all of them."""

    waits: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    put_off: int = 0
    saved: int = 0
    submitted: int = 0

    def told(self, *, asked: int, seconds: float) -> dict[str, Any]:
        """As JSON data; waits in seconds."""
        cuts = statistics.quantiles(self.waits, n=100) if len(self.waits) > 1 else [0.0] * 99
        return {
            "asked": asked,
            "saved": self.saved,
            "submitted": self.submitted,
            "errors": dict(self.errors),
            "put_off": self.put_off,
            "requests": len(self.waits),
            "p50": round(cuts[49], 3),
            "p95": round(cuts[94], 3),
            "p99": round(cuts[98], 3),
            "seconds": round(seconds, 1),
            "processes": int(os.environ.get("WEB_CONCURRENCY", "1")),
        }


@dataclass
class Reply:
    """Status, where it leads, and the body."""

    status: int
    goal: str
    body: bytes
    retry_after: float


class Applicant:
    """One browser from an address of its own, behind a proxy that stamps each request."""

    def __init__(self, number: int, *, port: int, minute: Minute) -> None:
        self.number, self.port, self.minute = number, port, minute
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, *, body: bytes = b"", kind: str = "") -> Reply:
        """One request, again where the house asks to come back a little later."""
        for _try in range(TRIES):
            start = time.perf_counter()
            reply = await asyncio.wait_for(self._once(method, path, body, kind), PATIENCE)
            self.minute.waits.append(time.perf_counter() - start)
            if reply.status != 503:
                return reply
            self.minute.put_off += 1
            await asyncio.sleep(reply.retry_after)
        return reply

    async def _once(self, method: str, path: str, body: bytes, kind: str) -> Reply:
        if self.line is None:
            self.line = await asyncio.open_connection(HOST, self.port)
        reader, writer = self.line
        writer.write(self._head(method, path, len(body), kind) + body)
        await writer.drain()
        return await self._reply(reader)

    def _head(self, method: str, path: str, length: int, kind: str) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            "Accept: text/html",
            "Accept-Language: zh-TW",
            f"X-Forwarded-For: 10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}",
            f"X-Request-Start: t={time.time():.3f}",
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}",
        ]
        lines += [f"X-CSRFToken: {self.token}"] if self.token else []
        lines += [f"Content-Type: {kind}", f"Content-Length: {length}"] if method == "POST" else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _reply(self, reader: asyncio.StreamReader) -> Reply:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = [line.partition(": ")[::2] for line in head[1:] if line]
        known = {name.lower(): value for name, value in fields}
        for name, value in fields:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition(";")[0].partition("=")
                self.cookies[key] = rest
        body = await reader.readexactly(int(known.get("content-length", "0")))
        if found := TOKEN.search(body):
            self.token = found[1].decode()
        if known.get("connection", "").lower() == "close":
            self.line = None
        return Reply(int(head[0].split()[1]), known.get("location", ""), body, float(known.get("retry-after", "1")))

    async def get(self, path: str, *, status: int = 200) -> Reply:
        return _wanted(await self.ask("GET", path), path, status)

    async def post(self, path: str, fields: dict[str, str], *, status: int = 302) -> Reply:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        return _wanted(await self.ask("POST", path, body=body, kind="application/x-www-form-urlencoded"), path, status)

    async def send(self, path: str, data: Any) -> Reply:
        reply = await self.ask("POST", path, body=json.dumps(data).encode(), kind="application/json")
        return _wanted(reply, path, 200)


def _wanted(reply: Reply, path: str, status: int) -> Reply:
    if reply.status != status:
        message = f"{re.sub('[a-z0-9]{26}', 'ID', path)}: {reply.status}"
        raise AssertionError(message)
    return reply


async def apply(one: Applicant, call: dict[str, Any]) -> None:
    """Sign up, prove the address, start, write, submit, read the receipt."""
    email = f"rush{one.number:05d}@demo.baigong.example"
    await one.get("/account/signup/")
    told = {"email": email, "name": "趕件人", "password1": PASSWORD, "agreed": "on"}
    proof = (await one.post("/account/signup/", told)).goal
    await one.get(proof)
    await one.post(proof, {"code": await _code(email)})
    await one.get("/entries/start/")
    home = (await one.post("/entries/start/", {"track": call["track"], "title": "趕在截止前"})).goal.removesuffix(
        "write/"
    )
    await one.get((await one.get(f"{home}write/", status=302)).goal)
    await one.send(f"{home}save/", {"answers": call["answers"], "version": 1})
    one.minute.saved += 1
    unit = {"do": "add-unit", "kind": "technical_high", "unit": "臺北市示範高工", "county": "臺北市"}
    await one.post(f"{home}team/", unit)
    await one.get(f"{home}submit/")
    await one.get((await one.post(f"{home}submit/", {})).goal)
    one.minute.submitted += 1


async def _code(email: str) -> str:
    """The letter with the code, as it lies in the outbox."""
    from baigong.kit.outbox.models import Message  # noqa: PLC0415 - models load after django.setup
    from tests.bench.flows import CODE  # noqa: PLC0415 - likewise

    texts = Message.objects.filter(to=email).order_by("-pk").values_list("text", flat=True)[:1]
    for text in [one async for one in texts]:
        if found := CODE.search(text):
            return found[1].strip()
    message = "no letter with a code"
    raise AssertionError(message)


async def _one(number: int, *, port: int, after: float, minute: Minute, call: dict[str, Any]) -> None:
    await asyncio.sleep(after)
    one = Applicant(number, port=port, minute=minute)
    try:
        await apply(one, call)
    except (AssertionError, OSError, asyncio.IncompleteReadError) as error:
        minute.errors[f"{type(error).__name__} {error}"[:120]] += 1
    if one.line:
        one.line[1].close()


async def rush(*, port: int, count: int, within: float, call: dict[str, Any]) -> dict[str, Any]:
    """All of them, evenly over the minute."""
    minute, start = Minute(), time.monotonic()
    await asyncio.gather(
        *(_one(n, port=port, after=within * n / count, minute=minute, call=call) for n in range(count))
    )
    return minute.told(asked=count, seconds=time.monotonic() - start)


def call_of() -> tuple[dict[str, Any], Any]:
    """What they answer, and when it closes."""
    from baigong.domain.editions.models import Edition  # noqa: PLC0415 - likewise
    from baigong.domain.editions.queries import milestone_at  # noqa: PLC0415 - likewise
    from tests.bench.flows import full_sheet  # noqa: PLC0415 - likewise

    edition = Edition.objects.get()
    track = edition.tracks.filter(is_retired=False)[0]
    closes = milestone_at(edition, "call_closes")
    return {"track": track.public_id, "answers": full_sheet(edition, track)}, closes


def main(folder: str, port: str, count: str, within: str) -> None:
    django.setup()
    house = House(Path(folder), int(port))
    house.fill("call_open", entries=100, judges=12)
    call, closes = call_of()
    house.move_clock(closes - timedelta(hours=1))
    with house.whole():
        told = asyncio.run(rush(port=house.port, count=int(count), within=float(within), call=call))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
