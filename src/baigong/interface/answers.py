"""What a team handed in, as office, judges and the team itself read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from baigong.domain.entries.models import Evidence
from baigong.domain.entries.queries import concern_about
from baigong.kit.files.kinds import extension_of


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file beside an answer; `href` is where this reader may fetch it, `picture` its preview, if it has one."""

    public_id: str
    name: str
    extension: str
    size: int
    href: str = ""
    picture: str = ""
    caption: str = ""
    concern: str = ""
    seconds: int | None = None

    @property
    def length(self) -> str:
        """How long a film is: minutes and seconds."""
        return "" if self.seconds is None else f"{self.seconds // 60}:{self.seconds % 60:02}"

    @classmethod
    def of(cls, evidence: Evidence, href: str = "") -> FileShown:
        name = evidence.file.name
        picture = f"{href}preview/" if href and hasattr(evidence.file, "preview") else ""
        told = (evidence.caption, concern_about(evidence), evidence.file.seconds)
        return cls(evidence.public_id, name, extension_of(name).upper(), evidence.file.size, href, picture, *told)


def files_shown(files: Iterable[Evidence], *, address: Callable[[Evidence], str]) -> dict[str, FileShown]:
    """Files by the id that an answer names them by."""
    return {file.public_id: FileShown.of(file, address(file)) for file in files}
