"""Keeps one worker alive as a service manager would, forked from a warm process, so that fifty deaths are cheap."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps come first)


def born() -> int:
    """The number of a fresh worker; the child never comes back from here."""
    if (child := os.fork()) == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        call_command("worker")
        os._exit(0)
    sys.stdout.write(f"{child}\n")
    sys.stdout.flush()
    return child


def main() -> None:
    child = 0

    def close(_signal: int, _frame: FrameType | None) -> None:
        os.kill(child, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, close)
    while True:
        child = born()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
