"""One line of the table."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured, what is asked (with the direction), the best known before, and what came out."""

    what: str
    measured: float
    ask: str
    known: str = ""
    detail: str = ""

    @property
    def met(self) -> bool:
        sign, number = self.ask.split(" ")[:2]
        if sign == "in":
            low, high = map(float, number.split("-"))
            return low <= self.measured <= high
        return self.measured >= float(number) if sign == ">=" else self.measured <= float(number)

    def line(self) -> str:
        mark = "yes" if self.met else "NO"
        return f"| {self.what} | {self.measured:.4g} | {self.ask} | {mark} | {self.known} | {self.detail} |"


HEAD = "| what | measured | ask | met | best known | detail |\n|---|---|---|---|---|---|"


@dataclass
class Clock:
    """CPU seconds of this process between two points."""

    seconds: float = field(default=0.0)


@contextmanager
def cpu() -> Iterator[Clock]:
    clock, start = Clock(), time.process_time()
    yield clock
    clock.seconds = time.process_time() - start
