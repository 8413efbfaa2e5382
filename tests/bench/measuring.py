"""Measures requests by what the server process says it has spent before and after."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tests.bench.visitor import Visitor

PROBE = "/healthz"
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """One page of one size of world: CPU and wall in milliseconds, queries, bytes."""

    page: str
    size: int
    cpu_ms: float
    wall_ms: float
    queries: float
    bytes: int


def quiet(times: list[float]) -> float:
    """The lower quarter: whatever else the machine does can only make work look dearer, never cheaper."""
    return sorted(times)[len(times) // 4]


def spent(visitor: Visitor) -> tuple[int, int]:
    """CPU in nanoseconds and queries so far."""
    return visitor.get(PROBE).spent


def price_of_a_look(visitor: Visitor, *, rounds: int = 20) -> float:
    """What asking costs, in nanoseconds, to be taken off again."""
    looks = [spent(visitor)[0] for _round in range(rounds)]
    return statistics.median(after - before for before, after in pairwise(looks))


def measure(
    page: str, act: Callable[[], tuple[float, int]], *, size: int, rounds: int, probe: Visitor, warm_up: int = WARM_UP
) -> Cost:
    """Do something so many times; `act` tells the seconds it waited and the bytes it got."""
    for _round in range(warm_up):
        act()
    look = price_of_a_look(probe)
    before, done, cpu = spent(probe), [], []
    queries = before[1]
    for _round in range(rounds):
        done.append(act())
        after = spent(probe)
        cpu.append(after[0] - before[0] - look)
        before = after
    return Cost(
        page,
        size,
        cpu_ms=round(quiet(cpu) / 1e6, 2),
        wall_ms=round(1000 * statistics.median(seconds for seconds, _bytes in done), 2),
        queries=round((before[1] - queries) / rounds, 1),
        bytes=round(statistics.mean(size for _seconds, size in done)),
    )
