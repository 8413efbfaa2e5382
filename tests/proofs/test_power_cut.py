"""The power goes between any two system calls: what was acknowledged before is there, and nothing is there by half."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pysqlite3
import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from baigong.kit.files.models import StoredFile
from baigong.kit.signing.statements import NotGenuineError, Signed, verify
from tests.journeys.house import House, Post, free_port, wait_for
from tests.proofs.disk import Disk, lucks, nothing
from tests.proofs.promises import Author, Fact, after, kept
from tests.proofs.recorder import Call, calls_in, hindrance, recorded
from tests.support import tables
from tests.support.proofs import Case

DATABASE = "year.sqlite3"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of its own is made in it
WRITERS, EVENINGS = 2, 3
ASKED, FEW = 10_000, 40
DOCTOR_EVERY = 1000
COUNTED = (
    "SELECT count(*) FROM audit_auditevent WHERE verb = 'entry.submit'",
    "SELECT count(*) FROM outbox_message WHERE kind = 'entry-received'",
    "SELECT count(*) FROM entries_receipt",
)


@dataclass
class Recording:
    """A disk as it was, all that was done to it since, and what was promised by which call."""

    base: dict[str, bytes | None]
    calls: list[Call]
    promises: list[tuple[int, Fact]]

    @property
    def moments(self) -> int:
        """Before each call, and after the last."""
        return len(self.calls) + 1

    def promised(self, *, before: int) -> set[Fact]:
        return {fact for place, fact in self.promises if place < before}

    def disk(self, *, deaf_to: Callable[[Call], bool] | None = None) -> Disk:
        return Disk(self.base, self.calls, deaf_to=deaf_to)


def lay_out(disk: dict[str, bytes | None], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(disk):
        data = disk[path]
        if data is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(data)


def faults(folder: Path, promised: set[Fact]) -> Iterator[str]:
    """What a house that opens this disk has lost, or has by half."""
    with closing(pysqlite3.connect(folder / DATABASE)) as database:
        yield from (f"lost: {fact}" for fact in promised - kept(database))
        yield from (f"{row}" for row in database.execute("PRAGMA integrity_check") if row != ("ok",))
        yield from (f"points at nothing: {row}" for row in database.execute("PRAGMA foreign_key_check"))
        counted = [database.execute(question).fetchone() for question in COUNTED]
        yield from [f"acts, letters and receipts: {counted}"] if len({*counted}) > 1 else []
        yield from files_by_half(database, folder / "files")
        yield from not_genuine(database)


def files_by_half(database: Any, store: Path) -> Iterator[str]:
    """Rows whose bytes are not there, whole."""
    for public_id, digest in database.execute("SELECT public_id, sha256 FROM files_storedfile"):
        path = store / StoredFile.key_for(public_id)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"a row without its file: {public_id}"
    for parts, received in database.execute("SELECT parts, received FROM files_upload"):
        paths = [store / key for key in json.loads(parts)]
        if not all(path.exists() for path in paths) or sum(path.stat().st_size for path in paths) != received:
            yield f"a part without its bytes: {parts}"


def not_genuine(database: Any) -> Iterator[str]:
    """Receipts that the keys on this disk did not sign."""
    for payload, key, signature in database.execute("SELECT payload, key_id, signature FROM entries_receipt"):
        try:
            verify(Signed(json.loads(payload), key, signature))
        except NotGenuineError as error:
            yield f"a receipt: {error}"


@pytest.fixture
def disk(settings: Settings) -> Iterator[Path]:
    """Where disks are laid out, in memory if there is a place for it; the house takes it for its data folder."""
    with TemporaryDirectory(prefix="baigong-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        settings.DATA, settings.SIGNING_KEY = Path(folder) / "disk", ""
        yield settings.DATA


@pytest.fixture(scope="module")
def recording(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Web server and worker at work for a few people, on a real disk, under the recorder."""
    if reason := hindrance():
        pytest.skip(reason)
    data, written = tmp_path_factory.mktemp("house"), tmp_path_factory.mktemp("recorder") / "calls"
    mail = Controller(Post(), hostname="127.0.0.1", port=free_port())
    mail.start()
    house = House(data=data, database=f"sqlite:///{data / DATABASE}", post=mail.handler, mail_port=mail.port)
    tables.laid_at(data / DATABASE)
    people = scene(house)
    base = {str(path.relative_to(data)): path.read_bytes() if path.is_file() else None for path in data.rglob("*")}
    command = (sys.executable, "-m", "baigong", "serve", "--no-prepare", "--port", str(house.port))
    with recorded(command, to=written, environment=house.environment):
        wait_for(f"{house.url}/readyz")
        authors = [Author(person, port=house.port) for person in people]
        evenings = EVENINGS if request.config.getoption("--full") else 1
        with ThreadPoolExecutor() as room:
            list(room.map(lambda author: author.work(evenings), authors))
    mail.stop()
    calls = calls_in(written, folder=data)
    return Recording({".": None, **base}, calls, after(calls, authors))


def scene(house: House) -> list[dict[str, Any]]:
    """People with everything ready to hand in, and a key that is still to be made."""
    environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "baigong.config.settings"}
    command = [sys.executable, "-m", "tests.proofs.scene", str(WRITERS)]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    shutil.rmtree(house.data / "signing", ignore_errors=True)
    people: list[dict[str, Any]] = json.loads(told.stdout)
    return people


@pytest.mark.proof(name="power-cut", asked=ASKED, small=FEW, seed=11)
def test_what_was_promised_outlives_the_power(
    recording: Recording, cases: Iterator[Case], disk: Path, request: pytest.FixtureRequest
) -> None:
    """The moments follow one another through the whole recording."""
    many = ASKED if request.config.getoption("--full") else FEW
    replay = recording.disk()
    for case in cases:
        moment = case.number * recording.moments // many
        lay_out(replay.at(moment).after(lucks(case.rng)), disk)
        assert list(faults(disk, recording.promised(before=moment))) == [], f"at {moment} of {recording.moments}"
        if case.number % DOCTOR_EVERY == 0:
            examined(disk)


def examined(folder: Path) -> None:
    """The house's own doctor finds everything well."""
    house = House(data=folder, database=f"sqlite:///{folder / DATABASE}", post=Post(), mail_port=0)
    house.baigong("doctor", "audit", "database", "storage")


NEEDED = {
    "the log of the database": lambda call: call.path == f"{DATABASE}-wal",
    "the files": lambda call: "." in Path(call.path).name and call.path.startswith("files/"),
    "the names of files": lambda call: call.path.startswith("files/") and not Path(call.path).suffix,
    "the name of the key": lambda call: call.path == "signing",
}


@pytest.mark.parametrize("thing", NEEDED)
def test_without_one_kind_of_sync_something_is_lost(recording: Recording, thing: str, disk: Path) -> None:
    """The replay sees what it has to see: each kind of sync is left out in turn."""
    moment = max(place for place, _fact in recording.promises) + 1
    promised = recording.promised(before=moment)
    lay_out(recording.disk().at(moment).after(nothing), disk)
    assert list(faults(disk, promised)) == []
    lay_out(recording.disk(deaf_to=NEEDED[thing]).at(moment).after(nothing), disk)
    assert list(faults(disk, promised)) != []
