"""How long somebody waits for the worker: the ranking after a submit, and an assignment with its pictures."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.house import House, Told
from tests.bench.measuring import Cost, quiet
from tests.bench.visitor import Visitor

JUDGES = {500: 40, 5000: 200}
PATIENCE = 120.0
SUBMITS = 5
Wait = tuple[float, float, int]  # seconds of CPU, seconds, bytes
TICKS = os.sysconf("SC_CLK_TCK")
WORDS = "這一段話寫給團隊：步驟清楚，別校可以照著做；下一步請補上成本與安全。"


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process and all it has started have spent; 14 and 15 of its line (proc(5))."""
    spent = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return sum(map(int, spent[11:13])) / TICKS + sum(cpu_of(int(child)) for child in children)


def until(is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > end:
            message = "the worker does not answer"
            raise TimeoutError(message)
        time.sleep(0.02)


class Scene:
    """A world while judges read, with web server and worker as in production."""

    def __init__(self, house: House, told: Told, pid: int) -> None:
        self.house, self.told, self.pid = house, told, pid
        self.judge, self.office = (self.signed_in(role) for role in ("judge", "office"))

    def signed_in(self, role: str) -> Visitor:
        visitor = Visitor(self.house.url)
        visitor.sign_in(self.told["accounts"][role])
        return visitor

    def timed(self, act: Callable[[], Any], is_there: Callable[[], bool], page: str) -> Wait:
        """From the click until the page shows what came of it; CPU of all processes."""
        before, begun = cpu_of(self.pid), time.monotonic()
        act()
        until(is_there)
        shown = self.office.get(page)
        return cpu_of(self.pid) - before, time.monotonic() - begun, len(shown.body)

    def ranking(self, read: str, scores: dict[str, str]) -> Wait:
        """A judge hands a sheet in; the dashboard counts it."""
        from baigong.domain.judging.models import Figures  # noqa: PLC0415 - models load after django.setup

        known = Figures.objects.filter(wanted_at=None, round__assignments__public_id=read)
        until(known.exists)
        last, home = known.get().computed_at, f"/jury/read/{read}/"
        self.judge.get(home)
        answers = scores | {"words-entrant": WORDS, "version": "0"}
        later = known.exclude(computed_at=last).exists
        page = self.told["paths"]["judging_dashboard"]
        return self.timed(lambda: self.judge.post(f"{home}submit/", answers), later, page)

    def assignment(self) -> Wait:
        """The office has readers found for everything anew; the page shows loads and graph."""
        from baigong.domain.judging.models import Assignment, ReadingPlan  # noqa: PLC0415 - likewise

        page = "/office/jury/assignment/"
        self.office.get(page)
        Assignment.objects.all().delete()
        rules = {"reads": "3", "load": "0"}
        return self.timed(lambda: self.office.post(page, rules), ReadingPlan.objects.filter(state="found").exists, page)


def waits(house: House, *, size: int) -> Iterator[Cost]:
    """Both, on a world of 500 entries and 40 judges, or 5,000 and 200, with three reads each."""
    from tests.bench.pages import all_scores, unscored  # noqa: PLC0415 - likewise

    told = house.fill("mid_judging", entries=size, judges=JUDGES.get(size, max(8, size // 12)))
    with house.whole() as serve:
        scene = Scene(house, told, serve.pid)
        scores = all_scores()
        yield _cost("ranking_after_submit", size, [scene.ranking(read, scores) for read in unscored()[:SUBMITS]])
        yield _cost("assignment", size, [scene.assignment()])


def _cost(name: str, size: int, found: list[Wait]) -> Cost:
    cpu, wall = (round(1000 * quiet([row[at] for row in found]), 1) for at in (0, 1))
    return Cost(name, size, cpu, wall, 0, found[-1][2])
