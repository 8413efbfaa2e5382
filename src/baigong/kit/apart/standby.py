"""The process that stands ready: questions reach it one line each, and it ends when nobody asks any more."""

from __future__ import annotations

import ctypes
import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NoReturn

IDLE = 600  # seconds after which its memory is worth more than its being ready
PID_BYTES = 8
CALL = b"."
NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of linux/sched.h
Work = Callable[[bytes], bytes]
Bounds = Mapping[int, int]


def stand_by(take: Callable[[int], None]) -> None:
    """Hand on each line that comes in through standard input, until its other end is closed or nobody comes."""
    calls = socket.socket(fileno=0)
    go_offline()
    gc.collect()
    gc.freeze()  # children share what is loaded as long as nobody touches it
    while select.select([calls], [], [], IDLE)[0]:
        _call, lines, _flags, _from = socket.recv_fds(calls, len(CALL), 1)
        if not lines:
            return
        try:
            take(lines[0])
        finally:
            os.close(lines[0])


def in_a_child(work: Work, bounds: Bounds) -> Callable[[int], None]:
    """A process for each question: bounded before it reads the first byte, gone after its answer."""

    def take(line: int) -> None:
        signal.signal(signal.SIGCHLD, _bury)
        if os.fork() == 0:
            _live_and_die(line, work, bounds)

    return take


def _bury(*_about: object) -> None:
    """Those who have ended are taken off the system's list, and their time is told with ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _live_and_die(line: int, work: Work, bounds: Bounds) -> NoReturn:
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(0)  # where the questions of others come in
        bind(bounds)
        answer(line, work)
    finally:
        os._exit(0)


def answer(line: int, work: Work) -> None:
    """Say who is at work, so that it can be stopped; read the question to its end; write the answer."""
    with open(line, "r+b", buffering=0, closefd=False) as talk, suppress(BrokenPipeError):
        talk.write(os.getpid().to_bytes(PID_BYTES))
        words = memoryview(work(talk.read()))
        while words:
            words = words[talk.write(words) :]


def bind(bounds: Bounds) -> None:
    """Let the system end us where we take more than this."""
    import resource  # noqa: PLC0415 - only where there are processes of our own

    for what, amount in bounds.items():
        resource.setrlimit(what, (amount, amount))


def go_offline() -> None:
    socket.socket = _no_network  # type: ignore[misc,assignment]
    if sys.platform == "linux":  # where the system allows it, an empty network of its own as well
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(NEW_USER_AND_NETWORK)


def _no_network(*_: object, **__: object) -> NoReturn:
    raise PermissionError("Nobody who works apart needs the network.")
