"""Asks a process that stands ready, starts it where there is none, and stops whoever takes too long."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from threading import Lock

from baigong.kit.apart.standby import CALL, PID_BYTES

CHUNK = 1 << 16
TRIES = 3


class NoAnswer(Exception):
    """Whoever was at work died over it: of one of its limits, or of what it read."""


class Apart:
    """A module that answers questions in a process of its own; threads may ask at the same time."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.calls: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = Lock()

    def ask(self, question: bytes, *, seconds: float) -> bytes:
        """The answer; raises TimeoutError after so many seconds, NoAnswer, or OSError where nothing can be started."""
        until = time.monotonic() + seconds
        for _try in range(TRIES):
            with self._line() as line:
                if worker := _told(line, question, until=until):
                    return _heard(line, worker, until=until)
        raise ConnectionError(self.module)

    def _line(self) -> socket.socket:
        """A line whose other end has been handed over; one that has ended meanwhile is started anew."""
        ours, theirs = socket.socketpair()
        with ExitStack() as unless_handed, self.lock, theirs:
            unless_handed.enter_context(ours)
            try:
                self._hand_over(theirs)
            except OSError:
                self.close()
                self._hand_over(theirs)
            unless_handed.pop_all()
        return ours

    def _hand_over(self, line: socket.socket) -> None:
        self.calls = self.calls or self._started()
        socket.send_fds(self.calls, [CALL], [line.fileno()])

    def _started(self) -> socket.socket:
        """With nothing of our environment; it ends by itself once this socket is closed, by whatever end of ours."""
        calls, theirs = socket.socketpair()
        quiet = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        with ExitStack() as unless_started, theirs:
            unless_started.enter_context(calls)
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", self.module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=quiet,
                start_new_session=True,
            )
            unless_started.pop_all()
        atexit.register(self.close)
        return calls

    def close(self) -> None:
        """Let it go; the next question starts another."""
        atexit.unregister(self.close)
        if self.calls:
            self.calls.close()
        if self.process:
            self.process.kill()
            self.process.wait()
        self.calls = self.process = None


def _told(line: socket.socket, question: bytes, *, until: float) -> int:
    """Put the question; the process that took it, or 0 where nobody did."""
    try:
        line.settimeout(_left(until))
        line.sendall(question)
        line.shutdown(socket.SHUT_WR)
        return int.from_bytes(line.recv(PID_BYTES))
    except (BrokenPipeError, ConnectionResetError):
        return 0


def _heard(line: socket.socket, worker: int, *, until: float) -> bytes:
    parts: list[bytes] = []
    try:
        while part := _part(line, until=until):
            parts.append(part)
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
        raise
    if not parts:
        raise NoAnswer
    return b"".join(parts)


def _part(line: socket.socket, *, until: float) -> bytes:
    line.settimeout(_left(until))
    try:
        return line.recv(CHUNK)
    except ConnectionResetError:
        return b""


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
