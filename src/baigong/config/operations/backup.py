"""Backs an installation up and brings it back; after that no old letter goes out by itself."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from baigong.config.operations import archive, database
from baigong.kit.outbox import actions as outbox

Say = Callable[[archive.Piece], object]


@dataclass(frozen=True, slots=True)
class Report:
    """What was written or brought back."""

    path: str
    files: int
    bytes: int
    held_letters: int = 0


def back_up(path: Path, *, say: Say) -> Report:
    """Write one archive and read it back to prove it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = archive.Manifest(made_at=made_at, engine=database.engine(), version=version("baigong"))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        dump = Path(folder) / archive.DATABASE
        database.dump(dump)
        for piece in archive.write(path, manifest=manifest, dump=dump, storage=default_storage):
            say(piece)
    path.chmod(0o600)
    with opened(path):
        return _report(path, manifest=manifest)


def restore(path: Path, *, say: Say) -> Report:
    """Replace database and files by those of a proven archive, and hold every letter that was still waiting."""
    with opened(path) as (tar, manifest):
        if manifest.engine != database.engine():
            words = _("This backup is of %(theirs)s, this installation runs on %(ours)s. Set DATABASE_URL to match.")
            raise CommandError(words % {"theirs": manifest.engine, "ours": database.engine()})
        with extracted(tar) as dump:
            database.load(dump)
        for piece in manifest.pieces[1:]:
            _put_back(tar, piece=piece)
            say(piece)
    return _report(path, manifest=manifest, held_letters=outbox.hold_waiting())


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, archive.Manifest]]:
    """Open an archive and refuse it unless every byte is as promised."""
    try:
        tar = tarfile.open(path)  # noqa: SIM115 - closed by the block below
    except (OSError, tarfile.TarError) as error:
        raise CommandError(
            _("%(path)s cannot be read as a backup: %(error)s") % {"path": path, "error": error}
        ) from error
    with tar:
        manifest = archive.manifest_of(tar)
        if broken := list(archive.faults(tar, manifest=manifest)):
            raise CommandError(
                _("Damaged in the archive: %(names)s. Nothing was changed.") % {"names": ", ".join(broken)}
            )
        yield tar, manifest


@contextmanager
def extracted(tar: tarfile.TarFile) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile() as target:
        shutil.copyfileobj(archive.open_piece(tar, name=archive.DATABASE), target)
        target.flush()
        yield Path(target.name)


def _put_back(tar: tarfile.TarFile, *, piece: archive.Piece) -> None:
    name = piece.name.removeprefix(archive.FILES)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, archive.open_piece(tar, name=piece.name))


def _report(path: Path, *, manifest: archive.Manifest, held_letters: int = 0) -> Report:
    return Report(str(path), len(manifest.pieces) - 1, sum(piece.size for piece in manifest.pieces), held_letters)
