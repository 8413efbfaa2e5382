"""A backup is the whole installation; bringing it back changes nothing and sends nothing."""

import json
import tarfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from baigong.config.operations.lock import running
from baigong.domain.people.actions import ask_erasure, register
from baigong.domain.people.jobs import erase_due
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.jobs.worker import drain
from baigong.kit.outbox import jobs as outbox_jobs
from baigong.kit.outbox.actions import post
from baigong.kit.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """One person, one file, one key, one letter that waits; backed up."""
    person = register(email="lin@school.example", name="林書寧")
    default_storage.save("ab/evidence", ContentFile("工".encode() * 1000))
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "secret_key").write_text("k" * 60)
    post(kind="test", key="one", to=person.email, subject="收件", text="…", person=person, language="zh-hant")
    call_command("backup", tmp_path / "all.tar", stdout=StringIO())
    return tmp_path / "all.tar"


def restore(path: Path, *, replace: bool = True) -> dict[str, int]:
    told = StringIO()
    call_command("restore", path, replace=replace, json=True, stdout=told)
    return json.loads(told.getvalue())


def test_everything_comes_back(installation: Path) -> None:
    Person.objects.update(name="someone else")
    default_storage.delete("ab/evidence")
    (installation.parent / "data" / "secret_key").unlink()
    assert restore(installation)["files"] == 1
    assert Person.objects.get().name == "林書寧"
    with default_storage.open("ab/evidence") as stored:
        assert stored.read() == "工".encode() * 1000
    assert (installation.parent / "data" / "secret_key").read_text() == "k" * 60


def test_a_letter_that_waited_is_held(installation: Path) -> None:
    assert restore(installation)["held_letters"] == 1
    outbox_jobs.deliver.enqueue()
    drain()
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.HELD


@pytest.mark.parametrize(("act", "sent"), [("release", 1), ("discard", 0)])
def test_what_becomes_of_held_letters(installation: Path, *, act: str, sent: int) -> None:
    restore(installation)
    call_command("held_letters", act, stdout=StringIO())
    outbox_jobs.deliver.enqueue()
    drain()
    assert len(mail.outbox) == sent


def test_a_changed_byte_is_found_before_anything_is_changed(installation: Path) -> None:
    data = bytearray(installation.read_bytes())
    place = data.index("工工工".encode())
    data[place] ^= 1
    installation.write_bytes(data)
    Person.objects.update(name="as it is now")
    with pytest.raises(CommandError, match="files/ab/evidence"):
        restore(installation)
    assert Person.objects.get().name == "as it is now"


def test_half_an_archive_is_refused(installation: Path) -> None:
    installation.write_bytes(installation.read_bytes()[:2000])
    with pytest.raises(CommandError):
        restore(installation)


def test_people_are_not_overwritten_by_accident(installation: Path) -> None:
    with pytest.raises(CommandError, match="--replace"):
        restore(installation, replace=False)


def test_not_while_the_house_runs(installation: Path) -> None:
    with running(), pytest.raises(CommandError):
        restore(installation)


def test_a_backup_of_the_other_engine_is_refused(installation: Path, tmp_path: Path) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    with tarfile.open(installation) as whole, tarfile.open(tmp_path / "other.tar", "w") as changed:
        for member in whole.getmembers():
            data = whole.extractfile(member).read()
            if member.name == "manifest.json":
                data = json.dumps(json.loads(data) | {"engine": other}).encode()
                member.size = len(data)
            changed.addfile(member, BytesIO(data))
    with pytest.raises(CommandError, match=other):
        restore(tmp_path / "other.tar")


def test_only_its_owner_may_read_it(installation: Path) -> None:
    assert installation.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("known", ["by the database", "by the folder of the backups", "by the data folder"])
def test_who_was_erased_does_not_come_back(installation: Path, settings: Any, known: str) -> None:
    person = Person.objects.get()
    with time.frozen(time.now()):
        wish = ask_erasure(person, by=person)
        time.move_to(wish.due_at)
        erase_due.call()
    newer = installation.parent / "newer"
    call_command("backup", newer / "all.tar", stdout=StringIO())
    if known != "by the database":
        Person.objects.all().delete()
    if known == "by the folder of the backups":
        (Path(settings.DATA) / "erased.txt").unlink()
        (newer / "erased.txt").rename(installation.parent / "erased.txt")
    assert restore(installation)["erased_again"] == 1
    back = Person.objects.get()
    assert (back.public_id, back.name, back.email) == (person.public_id, "", f"{person.public_id}@erased.invalid")
    assert not Message.objects.exists()


def test_a_sealed_backup_comes_back_by_its_key_alone(installation: Path, settings: Settings) -> None:
    settings.BACKUP_KEY = "b" * 50
    path = installation.with_name("sealed.tar")
    call_command("backup", path, stdout=StringIO())
    assert "工工工".encode() not in path.read_bytes()
    assert restore(path)["files"] == 1
    for key in ("", "another" * 9):
        settings.BACKUP_KEY = key
        with pytest.raises(CommandError, match="BACKUP_KEY"):
            restore(path)
    assert Person.objects.get().name == "林書寧"
