"""Somebody who asks the server page after page over one open line, as a browser does, without pictures."""

from __future__ import annotations

import http.client
import json
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.bench.meter import HEADER
from tests.support.totp import totp

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back and how long it took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def goal(self) -> str:
        """The path that a redirect leads to."""
        return (urlsplit(self.headers["Location"]).path or "/") if self.headers["Location"] else ""

    @property
    def spent(self) -> tuple[int, int]:
        """CPU in nanoseconds and queries of the server process so far."""
        cpu, queries = self.headers[HEADER].split()
        return int(cpu), int(queries)


class Unexpected(AssertionError):
    """An answer that nobody wanted."""


class Visitor:
    """One person with cookies, behind a proxy that tells the `address` where one is given."""

    def __init__(self, url: str, *, timeout: float = 60.0, address: str = "") -> None:
        place = urlsplit(url)
        self.line = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=timeout)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.told = {"X-Forwarded-For": address} if address else {}

    def ask(self, method: str, path: str, *, body: bytes | None = None, kind: str = "") -> Answer:
        headers = self.told | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Accept-Language": "zh-TW", "Accept": "text/html"} | ({"Content-Type": kind} if kind else {})
        headers |= {"X-CSRFToken": self.token} if self.token else {}
        start = time.perf_counter()
        self.line.request(method, path, body=body, headers=headers)
        response = self.line.getresponse()
        content = response.read()
        answer = Answer(response.status, response.msg, content, time.perf_counter() - start)
        self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if found := TOKEN.search(answer.body):
            self.token = found[1].decode()

    def get(self, path: str, *, status: int = 200) -> Answer:
        return self._wanted(self.ask("GET", path), path, status)

    def post(self, path: str, fields: dict[str, Any], *, status: int = 302) -> Answer:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}, doseq=True).encode()
        return self._wanted(self.ask("POST", path, body=body, kind=FORM), path, status)

    def send(self, path: str, data: Any) -> Answer:
        """JSON, as the autosave sends it."""
        return self._wanted(self.ask("POST", path, body=json.dumps(data).encode(), kind="application/json"), path, 200)

    def _wanted(self, answer: Answer, path: str, status: int) -> Answer:
        if answer.status != status:
            words = f"{path}: {answer.status} {answer.goal} {answer.body[:400].decode(errors='replace')}"
            raise Unexpected(words)
        return answer

    def follow(self, answer: Answer, *, most: int = 4) -> Answer:
        """Go where a redirect leads, and on to a page."""
        for _step in range(most):
            if answer.status != 302:
                break
            answer = self.ask("GET", answer.goal)
        return self._wanted(answer, "after a redirect", 200)

    def sign_in(self, account: dict[str, str]) -> None:
        """With password and authenticator app."""
        self.get("/account/login/")
        answer = self.post("/account/login/", {"login": account["email"], "password": account["password"]})
        if "2fa" in answer.goal:
            self.get(answer.goal)
            self.post(answer.goal, {"code": totp(account["totp_secret"], at=time.time())})
