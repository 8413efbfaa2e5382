"""What would make an impossible assignment possible: a higher load, more judges, or fewer reads."""

from __future__ import annotations

import math
from typing import Any

from baigong.domain.judging.queries.engine import ReadingProblem
from baigong.kit.text import Bilingual


def way_out(problem: ReadingProblem) -> dict[str, Any]:
    """`load`, `judges` and `reads` that would each be enough alone; empty where the room is not what is missing."""
    total = problem.reads * len(problem.entries)
    if not problem.judges or total <= _room(problem, problem.load or total):
        return {}
    loads = range(problem.load, total + 1)
    load = next((load for load in loads if _room(problem, load) >= total), None)
    missing = total - _room(problem, problem.load)
    reads = _room(problem, problem.load) // len(problem.entries)
    return {"load": load, "judges": math.ceil(missing / problem.load) if problem.load else None, "reads": reads}


def _room(problem: ReadingProblem, load: int) -> int:
    return sum(min(load, reader.most or load) for reader in problem.judges)


def in_words(found: dict[str, Any]) -> Bilingual:
    """The ways out as one sentence each."""
    zh, en = [], []
    if found.get("load"):
        zh.append(f"每位評審最多 {found['load']} 件")
        en.append(f"let a judge read up to {found['load']}")
    if found.get("judges"):
        zh.append(f"再請 {found['judges']} 位評審")
        en.append(f"ask {found['judges']} more judges")
    if found.get("reads"):
        zh.append(f"每件先讀 {found['reads']} 次，其餘補在切線附近")
        en.append(f"begin with {found['reads']} reads an entry and give the others out near the cut")
    return (
        Bilingual("出路：" + "；或".join(zh) + "。", "A way out: " + "; or ".join(en) + ".")
        if zh
        else Bilingual("", "")
    )
