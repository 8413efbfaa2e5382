"""Backs an installation up and brings it back; after that no old letter goes out by itself."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from baigong.config.operations import archive, database
from baigong.domain.people import ledger
from baigong.kit.outbox import actions as outbox

DATABASE, FILES, KEYS = "database", "files/", "keys/"
SECRETS = (
    "secret_key",
    "field_key",
    "signing/*",
)  # what the data folder holds besides database and files, and nobody can make again
Say = Callable[[archive.Piece], object]


@dataclass(frozen=True, slots=True)
class Report:
    """What was written or brought back."""

    path: str
    files: int
    bytes: int
    held_letters: int = 0
    erased_again: int = 0


def back_up(path: Path, *, say: Say) -> Report:
    """Write one archive and read it back to prove it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = archive.Manifest(made_at=made_at, engine=database.engine(), version=version("baigong"))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        dump = Path(folder) / DATABASE
        database.dump(dump)
        for piece in archive.write(path, manifest=manifest, sources=sources(dump)):
            say(piece)
    ledger.write(ledger.standing(), to=path.parent / ledger.NAME)
    with opened(path):
        return _report(path, manifest=manifest)


def erased_since(path: Path) -> set[str]:
    """Everybody known to be erased: to this database, to this data folder, to the folder that the backup lies in."""
    here = set() if database.is_empty() else ledger.standing()
    return here | ledger.read(ledger.path(), path.parent / ledger.NAME)


def sources(dump: Path) -> Iterator[archive.Source]:
    """Everything an installation is: its database, its keys, its files."""
    yield DATABASE, partial(_open, dump)
    for pattern in SECRETS:
        for path in sorted(Path(settings.DATA).glob(pattern)):
            yield KEYS + str(path.relative_to(settings.DATA)), partial(_open, path)
    for name in stored():
        yield FILES + name, partial(default_storage.open, name)


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def stored(folder: str = "") -> Iterator[str]:
    """Every stored file's name, folder by folder."""
    with suppress(FileNotFoundError):
        folders, files = default_storage.listdir(folder)
        yield from (f"{folder}{name}" for name in sorted(files) if not name.startswith("."))
        for inner in sorted(folders):
            yield from stored(f"{folder}{inner}/")


def restore(path: Path, *, say: Say) -> Report:
    """Replace database, keys and files by those of a proven archive, and hold every letter that was still waiting."""
    with opened(path) as (tar, manifest):
        if manifest.engine != database.engine():
            words = _("This backup is of %(theirs)s, this installation runs on %(ours)s. Set DATABASE_URL to match.")
            raise CommandError(words % {"theirs": manifest.engine, "ours": database.engine()})
        for piece in manifest.pieces:
            _put_back(tar, name=piece.name)
            say(piece)
    return _report(path, manifest=manifest, held_letters=outbox.hold_waiting())


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, archive.Manifest]]:
    """Open an archive and refuse it unless every byte is as promised."""
    with ExitStack() as stack:
        try:
            tar = stack.enter_context(archive.read(path))
            manifest = archive.manifest_of(tar)
            broken = list(archive.faults(tar, manifest=manifest))
        except (OSError, tarfile.TarError) as error:
            words = _("%(path)s cannot be read as a backup: %(error)s")
            raise CommandError(words % {"path": path, "error": error}) from error
        if broken:
            words = _("Damaged in the archive: %(names)s. Nothing was changed.")
            raise CommandError(words % {"names": ", ".join(broken)})
        yield tar, manifest


def _put_back(tar: tarfile.TarFile, *, name: str) -> None:
    with archive.open_piece(tar, name=name) as stream:
        if name == DATABASE:
            with tempfile.NamedTemporaryFile() as dump:
                shutil.copyfileobj(stream, dump)
                dump.flush()
                database.load(Path(dump.name))
        elif name.startswith(KEYS):
            _write_key(Path(settings.DATA) / name.removeprefix(KEYS), data=stream.read())
        else:
            default_storage.delete(name.removeprefix(FILES))
            default_storage.save(name.removeprefix(FILES), stream)


def _write_key(path: Path, *, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)


def _report(path: Path, *, manifest: archive.Manifest, held_letters: int = 0) -> Report:
    files = sum(piece.name.startswith(FILES) for piece in manifest.pieces)
    return Report(str(path), files, sum(piece.size for piece in manifest.pieces), held_letters)
