"""Records what a command does on disk and what it tells the world, system call by system call, by strace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from baigong.config.operations.supervisor import leash
from tests.proofs.installation import children

UNDERSTOOD = {
    *("openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *("rename", "unlink", "mkdir", "link", "sendto"),
}
REFUSED = {  # nothing uses these on the data today; a recording that holds one is not replayed in silence
    *("open", "creat", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "fallocate", "truncate"),
    *("renameat", "renameat2", "unlinkat", "mkdirat", "linkat", "symlink", "symlinkat", "rmdir", "sync_file_range"),
}
LINE = re.compile(r"(\d+) +(?:<\.\.\. \w+ resumed>(?P<rest>.*)|(?P<head>.*?)(?P<open> <unfinished \.\.\.>)?)$")
CALL = re.compile(r"(\w+)\((.*)\) += (\d+)(.*)$")
FILE = re.compile(r"\d+<([^>]*)>")
TEXT = re.compile(r'"([^"]*)"')
NUMBER = re.compile(r", (\d+)$")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that succeeded; `began` counts lines, because a sync covers only what was there before it."""

    began: int
    name: str
    path: str
    target: str = ""
    data: bytes = b""
    number: int = 0  # where a write begins, or how long a file becomes
    flags: str = ""


def hindrance() -> str:
    """Why nothing can be recorded on this machine; empty where it can."""
    if not (strace := shutil.which("strace")):
        return "strace is not here; install strace"
    tried = subprocess.run([strace, "-f", "-qq", "-e", "none", "true"], check=False, capture_output=True, text=True)
    return "" if tried.returncode == 0 else f"strace may not look into processes here: {tried.stderr.strip()}"


@contextmanager
def recorded(command: Sequence[str], *, to: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a command and all it starts under the recorder, which has written everything down when this ends."""
    calls = ",".join(f"?{name}" for name in sorted(UNDERSTOOD | REFUSED))
    strace = (*leash(), "strace", "-f", "-y", "-qq", "-xx", "-s", "16777216", "--seccomp-bpf", "-e", f"trace={calls}")
    with subprocess.Popen(
        [*strace, "-e", "signal=none", "-o", str(to), *leash(), *command], env=environment
    ) as recorder:
        try:
            yield
        finally:
            for process in children(recorder.pid):
                os.kill(process, signal.SIGTERM)


def calls_in(path: Path, *, folder: Path) -> list[Call]:
    """What was done in a folder, in the order in which it was done, and every word that went out of the house."""
    known = (_call(text, began=began, folder=folder) for began, text in _whole(path))
    found = [call for call in known if call]
    strange = {call.name for call in found} & REFUSED
    assert not strange, f"the replay does not know what {strange} leave behind"
    return found


def _whole(path: Path) -> Iterator[tuple[int, str]]:
    """Each call as one text when it has ended, with the line at which it began."""
    waiting: dict[str, tuple[int, str]] = {}
    with path.open() as lines:
        for number, line in enumerate(lines):
            found = LINE.match(line.rstrip("\n"))
            assert found, line[:200]
            if found["rest"] is not None:
                began, head = waiting.pop(found[1])
                yield began, head + found["rest"]
            elif found["open"]:
                waiting[found[1]] = (number, found["head"])
            else:
                yield number, found["head"]


def _call(text: str, *, began: int, folder: Path) -> Call | None:
    """What a line says; None where it failed, its process ended in it, or it is about something else."""
    found = CALL.match(text)
    if not found:
        return None
    name, told, result, after = found.groups()
    words, place = TEXT.findall(told), FILE.match(result + after if name == "openat" else told)
    path = _inside(place[1] if place else words[0], folder)
    if name == "sendto":
        return Call(began, name, "", data=_bytes(words[0]))
    if path is None:
        return None
    data = _bytes(words[0])[: int(result)] if name in {"write", "pwrite64"} else b""
    last = NUMBER.search(told)
    target = _inside(words[-1], folder) if name in {"rename", "link"} else ""
    return Call(began, name, path, target or "", data, int(last[1]) if last else 0, told)


def _inside(written: str, folder: Path) -> str | None:
    """A path as seen from the folder."""
    path = _bytes(written).decode("utf-8", "replace") if written.startswith("\\x") else written
    return os.path.relpath(path, folder) if Path(path).is_relative_to(folder) else None


def _bytes(written: str) -> bytes:
    return bytes.fromhex(written.replace("\\x", ""))
