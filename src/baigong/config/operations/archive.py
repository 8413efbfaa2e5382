"""A file that holds many, with a manifest that proves them."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from baigong.kit.sealed_files import NotOpenedError, Sealing, is_sealed, unseal

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
Source = tuple[str, Callable[[], AbstractContextManager[IO[bytes]]]]  # a name, and how to open what it stands for


@dataclass(frozen=True, slots=True)
class Piece:
    """One member of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """What the archive says it holds."""

    made_at: str
    engine: str
    version: str
    format: int = FORMAT
    pieces: list[Piece] = field(default_factory=list)

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: str) -> Manifest:
        raw = json.loads(text)
        return cls(**raw | {"pieces": [Piece(**piece) for piece in raw["pieces"]]})


def digest(stream: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of what a stream holds."""
    seen, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        seen.update(block)
        size += len(block)
    return size, seen.hexdigest()


def add(archive: tarfile.TarFile, stream: IO[bytes], *, name: str) -> Piece:
    """Put a seekable stream into the archive."""
    size, sha256 = digest(stream)
    stream.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, stream)
    return Piece(name, size, sha256)


@contextmanager
def _written(path: Path) -> Iterator[Any]:
    """What takes the bytes of an archive: the file, or where a key is set what seals them on their way to it."""
    with path.open("wb") as file:
        path.chmod(0o600)
        if not settings.BACKUP_KEY:
            yield file
            return
        sealing = Sealing(file, key=settings.BACKUP_KEY)
        yield sealing
        sealing.close()


@contextmanager
def read(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive; a sealed one is opened into a file that has no name."""
    with path.open("rb") as file, TemporaryFile(dir=path.parent) as plain:
        sealed = is_sealed(file)
        if sealed:
            _unseal(file, to=plain, name=path.name)
            plain.seek(0)
        with tarfile.open(fileobj=plain if sealed else file) as archive:
            yield archive


def _unseal(file: IO[bytes], *, to: IO[bytes], name: str) -> None:
    if not settings.BACKUP_KEY:
        raise CommandError(_("%(name)s is sealed: set BACKUP_KEY to the key it was sealed with.") % {"name": name})
    try:
        unseal(file, to=to, key=settings.BACKUP_KEY)
    except NotOpenedError as error:
        words = _("%(name)s was sealed with another BACKUP_KEY, or is damaged. Nothing was changed.")
        raise CommandError(words % {"name": name}) from error


def write(path: Path, *, manifest: Manifest, sources: Iterable[Source]) -> Iterator[Piece]:
    """Write every source and the manifest; yields each piece as it is done. The file appears only when all is in."""
    part = path.with_suffix(".part")
    with _written(part) as file, tarfile.open(fileobj=file, mode="w|") as archive:
        for name, source in sources:
            with source() as stream:
                manifest.pieces.append(add(archive, stream, name=name))
            yield manifest.pieces[-1]
        add(archive, io.BytesIO(manifest.text().encode()), name=MANIFEST)
    part.replace(path)


def open_piece(archive: tarfile.TarFile, *, name: str) -> IO[bytes]:
    try:
        stream = archive.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise CommandError(_("The archive lacks %(name)s. It is not a whole backup.") % {"name": name})
    return stream


def manifest_of(archive: tarfile.TarFile) -> Manifest:
    manifest = Manifest.read(open_piece(archive, name=MANIFEST).read().decode())
    if manifest.format > FORMAT:
        raise CommandError(_("This backup was written by a newer version. Update 百工 first."))
    return manifest


def faults(archive: tarfile.TarFile, *, manifest: Manifest) -> Iterator[str]:
    """Name every piece whose bytes are not those the manifest promises."""
    for piece in manifest.pieces:
        if digest(open_piece(archive, name=piece.name)) != (piece.size, piece.sha256):
            yield piece.name
