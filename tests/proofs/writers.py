"""People who write, hand in and send files without pause, and keep a ledger of what the house acknowledged."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TOKEN = "k" * 32
OK, CREATED, FOUND, CONFLICT = 200, 201, 302, 409


@dataclass
class Ledger:
    """What was acknowledged: versions with their words, receipts, files with their hash."""

    saves: dict[tuple[str, int], str] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.saves) + len(self.receipts)


@dataclass
class Answer:
    """One answer of the house; none at all where the line broke."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


class Writer(threading.Thread):
    """One client: tries again whatever was not acknowledged, as the page does."""

    def __init__(self, known: dict[str, Any], *, port: int, ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.entry, self.version, self.session = known["entry"], known["version"], known["session"]
        self.question, self.port, self.ledger = known["question"], port, ledger
        self.stopped, self.typed = threading.Event(), 0

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        own = {"Cookie": f"session={self.session}; csrf={TOKEN}", "X-CSRFToken": TOKEN}
        try:
            line.request(method, f"/entries/{self.entry}/{path}", body, own | headers)
            answer = line.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def run(self) -> None:
        while not self.stopped.is_set():
            if self.save():
                self.hand_in()

    def save(self) -> bool:
        """One autosave; a version that somebody else's dead answer has taken is told by the house."""
        self.typed += 1
        words = f"第{self.typed}次寫下的話"
        sent = json.dumps({"answers": {"problem": words}, "version": self.version}).encode()
        answer = self.ask("POST", "save/", sent, **{"Content-Type": "application/json", "Accept": "application/json"})
        if answer is None:
            return False
        if answer.status == OK:
            self.version = answer.data["version"]
            self.ledger.saves[self.entry, self.version] = words
        elif answer.status == CONFLICT:
            self.version = answer.data["version"]
        else:
            self.ledger.strange.append(f"save: {answer.status} {answer.body[:200]!r}")
        return answer.status == OK

    def hand_in(self) -> None:
        answer = self.ask("POST", "submit/", b"", **{"Content-Type": "application/x-www-form-urlencoded"})
        if answer is None:
            return
        if answer.status == FOUND:
            self.ledger.receipts.add(answer.headers["location"].rstrip("/").rpartition("/")[2])
        else:
            self.ledger.strange.append(f"submit: {answer.status}")


def at_work(writers: list[Writer], act: Callable[[], None]) -> None:
    """Everybody writes while `act` runs, and has stopped when this returns."""
    for writer in writers:
        writer.start()
    try:
        act()
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            writer.join()
