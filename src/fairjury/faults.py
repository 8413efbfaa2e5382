"""What is wrong with a table of ballots, said so that the person who made it can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BallotFault:
    """One fault: `row` counts from 1 with the heading as row 1 (0: the whole table), `column` is its heading."""

    row: int
    column: str
    code: str
    zh: str
    en: str

    @property
    def sentence_zh(self) -> str:
        """Where and what, in Chinese."""
        return f"第 {self.row} 列「{self.column}」欄：{self.zh}" if self.row else self.zh

    @property
    def sentence_en(self) -> str:
        """Where and what, in English."""
        return f"Row {self.row}, column “{self.column}”: {self.en}" if self.row else self.en


class BallotFaults(ValueError):
    """Raised when ballots cannot be used; `.faults` names every fault found (at most `LIMIT`), `.count` how many."""

    LIMIT = 100

    def __init__(self, faults: Sequence[BallotFault], *, count: int = 0) -> None:
        self.count = max(count, len(faults))
        self.faults = tuple(faults[: self.LIMIT])
        super().__init__(self.en)

    @property
    def en(self) -> str:
        """All kept faults, one a line, in English."""
        return "\n".join(fault.sentence_en for fault in self.faults)

    @property
    def zh(self) -> str:
        """All kept faults, one a line, in Chinese."""
        return "\n".join(fault.sentence_zh for fault in self.faults)
