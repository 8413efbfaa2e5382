"""Keeps the web server and the worker alive together, and stops them together."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from django.utils.translation import gettext as _

LOOK = 0.1  # seconds between two looks at the children
STEADY = 30.0  # a child that lived this long starts afresh in our patience
PATIENCE = 30.0  # the longest pause before a child that keeps dying is started again
GRACE = 20.0  # seconds a child may take to finish what it is doing


def leash() -> list[str]:
    """Words before a command that end it when we are killed, so that nothing is left running alone."""
    return [found, "--pdeathsig", "TERM"] if (found := shutil.which("setpriv")) else []


@dataclass(slots=True)
class Child:
    """One program that has to run."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    falls: int = 0

    def start(self) -> None:
        self.process = subprocess.Popen([*leash(), *self.command], start_new_session=True, stdin=subprocess.DEVNULL)
        self.born = time.monotonic()

    @property
    def code(self) -> int | None:
        """What it ended with; None while it runs."""
        return self.process.poll() if self.process else None

    @property
    def due(self) -> float:
        """When it may be started again: at once after the first fall, later after each further one."""
        return self.born + min(PATIENCE, 2.0**self.falls - 1)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, *, until: float) -> bool:
        """Wait for its end, and make an end if it takes too long; true if it went by itself."""
        if self.process is None:
            return True
        try:
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # with everything it started
            self.process.wait()
            return False
        return True


@dataclass(slots=True)
class Supervisor:
    """Starts the children, starts a dead one again, and stops all on SIGINT or SIGTERM."""

    children: Sequence[Child]
    say: Callable[[str], object]
    is_up: Callable[[], bool] = lambda: True
    when_up: Callable[[], object] = lambda: None
    stopping: bool = field(default=False, init=False)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def run(self) -> bool:
        """Run until told to stop; true if every child went by itself."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        for child in self.children:
            child.start()
        self._greet()
        while not self.stopping:
            self._look()
            time.sleep(LOOK)
        return self.close()

    def _greet(self) -> None:
        while not self.stopping and not self.is_up():
            self._look()
            time.sleep(LOOK)
        if not self.stopping:
            self.when_up()

    def _look(self) -> None:
        for child in self.children:
            if child.code is not None:
                self._revive(child)

    def _revive(self, child: Child) -> None:
        if time.monotonic() - child.born > STEADY:
            child.falls = 0
        if time.monotonic() >= child.due:
            words = _("%(name)s ended (%(code)s); starting it again")
            self.say(words % {"name": child.name, "code": child.code})
            child.falls += 1
            child.start()

    def close(self) -> bool:
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + GRACE
        went = [child.wait(until=until) for child in self.children]  # every one, also after one had to be killed
        return all(went)
