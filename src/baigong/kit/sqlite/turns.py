"""Writers come one after the other, in the order in which they asked."""

from __future__ import annotations

import fcntl
import os


class Turns:
    """One connection's place in the line before a database's only pen.

    SQLite lets whoever finds the database locked sleep and look again, up to a tenth of a second at a time, and the
    lock goes to whoever looks at the right moment: in a rush some wait for twenty seconds and are refused. The line is
    a lock on a file beside the database: the kernel wakes the first of it at once, and frees the place of the dead.
    Nothing rests on it but the order; the lock of the database is SQLite's own.
    """

    def __init__(self, database: str) -> None:
        self.file = os.open(f"{database}-turn", os.O_RDWR | os.O_CREAT, 0o600) if database else -1
        self.is_ours = False

    def wait(self) -> None:
        if self.file >= 0 and not self.is_ours:
            fcntl.flock(self.file, fcntl.LOCK_EX)
            self.is_ours = True

    def end(self) -> None:
        if self.is_ours:
            self.is_ours = False
            fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self.file >= 0:
            os.close(self.file)
        self.file, self.is_ours = -1, False
