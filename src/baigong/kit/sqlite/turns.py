"""Writers come one after the other, in the order in which they asked."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep

from pysqlite3 import dbapi2

AGAIN = 0.5  # seconds between two looks at who holds a turn


class Turns:
    """One connection's place in the line before a database's only pen.

    SQLite lets whoever finds the database locked sleep and look again, up to a tenth of a second at a time, and the
    lock goes to whoever looks at the right moment: in a rush some wait for twenty seconds and are refused. The line is
    a lock on a file beside the database: the kernel wakes the first of it at once, and frees the place of the dead.
    Nothing rests on it but the order; the lock of the database is SQLite's own. Who keeps a turn for longer than
    `patience` seconds keeps the database but loses the line, and whoever has waited that long by then is refused.
    """

    def __init__(self, database: str, *, patience: float = 0.0) -> None:
        self.file = os.open(f"{database}-turn", os.O_RDWR | os.O_CREAT, 0o600) if database else -1
        self.patience, self.since, self.is_ours = patience, 0.0, False

    def wait(self) -> None:
        """Return when it is our turn; raises OperationalError, as SQLite would, when that took too long."""
        if self.file < 0 or self.is_ours:
            return
        watch.begin()
        asked = monotonic()
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.since, self.is_ours = monotonic(), True
        watch.held.add(self)
        if self.since - asked > self.patience:
            self.end()
            raise dbapi2.OperationalError("database is locked")

    def end(self) -> None:
        if self.is_ours:
            self.is_ours = False
            watch.held.discard(self)
            fcntl.flock(self.file, fcntl.LOCK_UN)

    def let_others_by(self) -> None:
        """For the watch: the line goes on without a holder whose time is over; the kernel's lock knows no limit."""
        if monotonic() - self.since > self.patience:
            with suppress(OSError):
                fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        self.end()
        if self.file >= 0:
            os.close(self.file)
        self.file = -1


class Watch:
    """Looks after the turns that the threads of this process hold."""

    def __init__(self) -> None:
        self.held: set[Turns] = set()
        self.thread = Thread()

    def begin(self) -> None:
        """Once in each process; a fork takes no threads along."""
        if not self.thread.is_alive():
            self.thread = Thread(target=self.go_on, name="turns", daemon=True)
            self.thread.start()

    def go_on(self) -> None:
        while True:
            sleep(AGAIN)
            for turns in list(self.held):
                turns.let_others_by()


watch = Watch()
