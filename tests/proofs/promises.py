"""Somebody who writes, hands in and sends files, and remembers with which answer the house promised what."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

from tests.proofs.writers import CREATED, FOUND, OK, TOKEN, Answer, Ledger, Writer
from tests.support.benign_files import picture

NO_CONTENT = 204
BOUNDARY = "-" * 8 + TOKEN
Fact = tuple[object, ...]
QUESTIONS = (
    """SELECT 'words', e.public_id, number, v.answers ->> 'problem'
       FROM entries_entryversion v JOIN entries_entry e ON e.id = entry_id""",
    "SELECT 'receipt', public_id FROM entries_receipt",
    "SELECT 'file', public_id FROM entries_evidence",
    "SELECT 'part', name FROM files_upload WHERE received > 0",
    "SELECT 'part', name FROM files_storedfile WHERE purpose = 'evidence'",
)


def kept(database: Any) -> set[Fact]:
    """All that could have been promised and is there."""
    return {tuple(row) for question in QUESTIONS for row in database.execute(question)}


class Author(Writer):
    """One client; each promise is an answer's number and what has to be there from then on."""

    def __init__(self, known: dict[str, Any], *, port: int) -> None:
        super().__init__(known, port=port, ledger=Ledger())
        self.promises: list[tuple[str, Fact]] = []

    def work(self, evenings: int) -> None:
        """Everything that a person does in an evening."""
        for _evening in range(evenings):
            self.write()
            self.submit()
            self.attach()
            self.attach_in_parts()

    def _heard(self, answer: Answer | None, *statuses: int) -> Answer:
        assert answer
        assert answer.status in statuses, f"{answer.status} {answer.body[:300]!r}"
        return answer

    def _promised(self, answer: Answer, *fact: object) -> None:
        self.promises.append((answer.headers["x-request-id"], fact))

    def write(self) -> None:
        self.typed += 1
        words = f"第{self.typed}次寫下的話" * self.typed
        sent = json.dumps({"answers": {"problem": words}, "version": self.version}).encode()
        answer = self._heard(self.ask("POST", "save/", sent, **{"Content-Type": "application/json"}), OK)
        self.version = answer.data["version"]
        self._promised(answer, "words", self.entry, self.version, words)

    def submit(self) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._heard(self.ask("POST", "submit/", b"", **form), FOUND)
        self._promised(answer, "receipt", answer.headers["location"].rstrip("/").rpartition("/")[2])

    def attach(self) -> None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{self._file_name()}"\r\n\r\n'
        body = head.encode() + self._picture() + f"\r\n--{BOUNDARY}--\r\n".encode()
        form = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        self._attached(self._heard(self.ask("POST", f"upload/{self.question}/", body, **form), CREATED))

    def attach_in_parts(self) -> None:
        data, name = self._picture(), self._file_name()
        told = {
            "Upload-Length": str(len(data)),
            "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
        }
        begun = self._heard(self.ask("POST", f"upload/{self.question}/parts/", **told), CREATED)
        path, middle = begun.headers["location"].partition(self.entry)[2].lstrip("/"), len(data) // 2
        self._promised(self._part(path, data[:middle], offset=0), "part", name)
        self._attached(self._part(path, data[middle:], offset=middle))

    def _part(self, path: str, data: bytes, *, offset: int) -> Answer:
        told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        return self._heard(self.ask("PATCH", path, data, **told), OK, NO_CONTENT)

    def _attached(self, answer: Answer) -> None:
        self.version = answer.data["version"]
        self._promised(answer, "file", answer.data["id"])

    def _file_name(self) -> str:
        self.typed += 1
        return f"{self.entry}-{self.typed}.png"

    def _picture(self) -> bytes:
        return picture("PNG", seed=self.typed)


def after(calls: Iterable[Any], authors: Iterable[Author]) -> list[tuple[int, Fact]]:
    """For each promise the place of the call by which it left the house."""
    facts = {number.encode(): fact for author in authors for number, fact in author.promises}
    said = [(at, call.data) for at, call in enumerate(calls) if call.name == "sendto"]
    return [(next(at for at, data in said if number in data), fact) for number, fact in facts.items()]
