"""One line of the table."""

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import stdev


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured, what is asked (with the direction), the best known before, and what came out."""

    what: str
    measured: float
    ask: str
    known: str = ""
    detail: str = ""
    error: float = 0.0  # standard error over the rounds; zero where nothing is repeated

    @property
    def met(self) -> bool:
        sign, number = self.ask.split(" ")[:2]
        if sign == "in":
            low, high = map(float, number.split("-"))
            return bool(low <= self.measured <= high)
        return bool(self.measured >= float(number) if sign == ">=" else self.measured <= float(number))

    def line(self) -> str:
        mark = "yes" if self.met else "NO"
        doubt = f" +-{self.error:.2g}" if self.error else ""
        return f"| {self.what} | {self.measured:.4g}{doubt} | {self.ask} | {mark} | {self.known} | {self.detail} |"


HEAD = "| what | measured | ask | met | best known | detail |\n|---|---|---|---|---|---|"


def spread(values: Sequence[float]) -> float:
    """Standard error of the mean of the values there are."""
    seen = [value for value in values if not math.isnan(value)]
    return stdev(seen) / math.sqrt(len(seen)) if len(seen) > 1 else 0.0


@dataclass
class Clock:
    """CPU seconds of this process between two points."""

    seconds: float = field(default=0.0)


@contextmanager
def cpu() -> Iterator[Clock]:
    clock, start = Clock(), time.process_time()
    yield clock
    clock.seconds = time.process_time() - start
