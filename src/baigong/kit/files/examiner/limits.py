"""What the examining process may use: set before it reads the first byte."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import socket
import sys
from typing import NoReturn

CPU_SECONDS = 8
MEMORY_BYTES = 512 * 1024 * 1024  # of address space; what is resident stays under half of it
OUTPUT_BYTES = 128 * 1024 * 1024
OPEN_FILES = 64
NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of linux/sched.h


def confine() -> None:
    """Bound time, memory, output and files, and go offline."""
    bounds = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: OUTPUT_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, amount in bounds.items():
        resource.setrlimit(what, (amount, amount))
    _go_offline()


def _go_offline() -> None:
    socket.socket = _no_network  # type: ignore[misc,assignment]
    if sys.platform == "linux":  # where the system allows it, an empty network of its own as well
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(NEW_USER_AND_NETWORK)


def _no_network(*_: object, **__: object) -> NoReturn:
    raise PermissionError("Nobody who examines files needs the network.")
