"""Speaks to people on stdout and stderr, in Chinese or English, or to programs in JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

LANGUAGES = ("zh", "en")
#: Seconds of silence before a command says what it is doing.
QUIET = 2.0
Pair = tuple[str, str]


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for by --lang or else by the locale; Chinese where neither says."""
    words = " ".join(arguments).replace("--lang=", "--lang ").split()
    asked = words[words.index("--lang") + 1 :][:1] if "--lang" in words else []
    return asked[0] if asked and asked[0] in LANGUAGES else _of_the_place()


def _of_the_place() -> str:
    place = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if place.partition(".")[0] in {"", "C", "POSIX"} or place.startswith("zh") else "en"


class Voice:
    """One command's way to speak."""

    def __init__(self, language: str, *, as_json: bool) -> None:
        self.language, self.as_json = language, as_json

    def of(self, words: Pair) -> str:
        """The (Chinese, English) words in the language spoken."""
        return words[LANGUAGES.index(self.language)]

    def answer(self, data: Mapping[str, Any], *lines: Pair | str) -> None:
        """The result: JSON for programs, lines for people."""
        if self.as_json:
            _put(sys.stdout, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
            return
        for line in lines:
            _put(sys.stdout, line if isinstance(line, str) else self.of(line))

    def complain(self, data: Mapping[str, Any], lines: Mapping[str, Sequence[str]]) -> None:
        """What went wrong: on stderr for people, as the result for programs."""
        if self.as_json:
            _put(sys.stdout, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
        for line in lines[self.language]:
            _put(sys.stderr, line)

    @contextmanager
    def busy(self, words: Pair) -> Iterator[Progress]:
        """While the block runs longer than two seconds, say so on stderr, and how far it is."""
        progress = Progress(self.of(words))
        thread = threading.Thread(target=progress.watch, daemon=True)
        thread.start()
        try:
            yield progress
        finally:
            progress.done.set()
            thread.join()


class Progress:
    """A line on stderr every few seconds; `step` says how much is done."""

    def __init__(self, words: str) -> None:
        self.words, self.share, self.done = words, "", threading.Event()
        self.start = time.monotonic()

    def step(self, done: int, whole: int) -> None:
        self.share = f" {done}/{whole}"

    def watch(self) -> None:
        """Speak after two seconds, then ever more seldom."""
        pause = QUIET
        while not self.done.wait(pause):
            _put(sys.stderr, f"{self.words}{self.share} … {time.monotonic() - self.start:.0f} s")
            pause = min(pause * 1.5, 30.0)


def _put(stream: Any, line: str) -> None:
    """Write a line also where the terminal cannot show every character."""
    try:
        stream.write(line + "\n")
    except UnicodeEncodeError:
        stream.write(line.encode("ascii", "backslashreplace").decode() + "\n")
    stream.flush()
