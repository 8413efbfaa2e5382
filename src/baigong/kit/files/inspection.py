"""Has a file examined or copied in a process of its own, and reads the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baigong.kit.apart.asking import Apart, NoAnswer
from baigong.kit.files.examiner.refusals import RefusedFileError

SECONDS = 30  # by the wall, on a busy machine; of processor time it gets less (examiner.limits)
PATIENCE = 180  # likewise, for work that gives way to all other
_examiner = Apart("baigong.kit.files.examiner")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an examined file is: its media type, and pages or width and height where it has them."""

    media_type: str
    more: dict[str, Any] = field(default_factory=dict)


def examine(path: Path, *, name: str) -> Facts:
    """Look into a file; raises RefusedFileError: "broken" if its parser died of it, "busy" if it had no time."""
    facts = _ask("examine", str(path), name)
    return Facts(facts.pop("media_type"), facts)


def copy_without_traces(path: Path, *, name: str, target: Path, preview: Path, words: Path) -> str:
    """Write a copy without metadata, and where there are any a small picture and the words; its media type.

    Raises RefusedFileError.
    """
    facts = _ask("copy", str(path), name, str(target), str(preview), str(words), seconds=PATIENCE)
    return str(facts["media_type"])


def draw_still(path: Path, *, name: str, preview: Path) -> None:
    """Write a picture out of a film, or nothing, in a process of its own: the copy is there even if it dies of this.

    Raises RefusedFileError.
    """
    _ask("still", str(path), name, str(preview), seconds=PATIENCE)


def _ask(*question: str, seconds: float = SECONDS) -> dict[str, Any]:
    try:
        answer = json.loads(_examiner.ask(json.dumps(question).encode(), seconds=seconds))
    except NoAnswer as error:  # killed by one of its limits
        raise RefusedFileError("bomb") from error
    except OSError as error:  # a bomb dies of its processor time long before
        raise RefusedFileError("busy") from error
    if "refused" in answer:
        raise RefusedFileError(answer["refused"])
    return dict(answer["facts"])
