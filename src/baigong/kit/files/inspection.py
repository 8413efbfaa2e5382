"""Has a file examined or copied in a process of its own, and reads the answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baigong.kit.files.examiner.refusals import RefusedFileError

SECONDS = 30  # by the wall, on a busy machine; of processor time it gets less (examiner.limits)
MOST_OUTPUT = 65_536


@dataclass(frozen=True, slots=True)
class Facts:
    """What an examined file is: its media type, and pages or width and height where it has them."""

    media_type: str
    more: dict[str, Any] = field(default_factory=dict)


def examine(path: Path, *, name: str) -> Facts:
    """Look into a file; raises RefusedFileError: "broken" if its parser died of it, "busy" if it had no time."""
    facts = _run("examine", str(path), name)
    return Facts(facts.pop("media_type"), facts)


def copy_without_traces(path: Path, *, name: str, target: Path, preview: Path, words: Path) -> str:
    """Write a copy without metadata, and where there are any a small picture and the words; its media type.

    Raises RefusedFileError.
    """
    return str(_run("copy", str(path), name, str(target), str(preview), str(words))["media_type"])


def draw_still(path: Path, *, name: str, preview: Path) -> None:
    """Write a picture out of a film, or nothing, in a process of its own: the copy is there even if it dies of this.

    Raises RefusedFileError.
    """
    _run("still", str(path), name, str(preview))


def _run(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "baigong.kit.files.examiner", *arguments]
    quiet = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, env=quiet, check=False, stdin=subprocess.DEVNULL
        )
    except (subprocess.TimeoutExpired, OSError) as error:  # a bomb dies of its processor time long before
        raise RefusedFileError("busy") from error
    return _read(done)


def _read(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if done.returncode < 0:
        raise RefusedFileError("bomb")  # killed by one of its limits
    try:
        answer = json.loads(done.stdout[:MOST_OUTPUT])
    except ValueError as error:
        raise RefusedFileError("broken") from error
    if "refused" in answer:
        raise RefusedFileError(answer["refused"])
    return dict(answer["facts"])
