"""Carries out example: a generated year as CSV files, with invented judges who score whatever they are given."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fairjury.ballots import COLUMNS
from fairjury.record.compute import number
from fairjury.simulate import Habit, Jury, World

from .assigning import dealt
from .given import listed, pairs
from .parser import build
from .speech import Voice
from .tables import json_at, read_table, write_table
from .trouble import wrong_file

CRITERIA = ("innovation", "impact", "transfer", "clarity")
TRACKS, REGIONS = ("craft", "digital", "care", "green"), ("north", "centre", "south", "east")
READS, CONFLICTS = 3, 6
NOTE = """這個資料夾裡的一切都是程式產生的範例：沒有真的參賽案、評審或分數。
Everything in this folder is generated: no entry, judge or score is real.

entries.csv    參賽案 entries
judges.csv     評審 judges
conflicts.csv  迴避 conflicts of interest
rubric.csv     評分項目 criteria
rules.json     獎項與名額 prizes and quotas
reads.csv      分派 who reads what
ballots.csv    評分 scores
year.json      這個虛構年度的由來 how this year was invented
"""


def run(asked: argparse.Namespace, voice: Voice) -> int:
    if asked.score:
        return _score(asked, voice)
    if asked.judges < READS + 1 or asked.entries < 10:
        zh, en = "至少要 10 件、4 位評審。", "at least 10 entries and 4 judges are needed."
        raise wrong_file("example", "too_small", zh, en)
    asked.folder.mkdir(parents=True, exist_ok=True)
    year = {"generated": True, "entries": asked.entries, "judges": asked.judges, "seed": asked.seed}
    (asked.folder / "year.json").write_text(json.dumps(year, ensure_ascii=False) + "\n", encoding="utf-8")
    jury = _jury(year)
    _people(asked.folder, jury)
    _rules(asked.folder, jury)
    reads = _reads(asked.folder, asked.seed)
    write_table(asked.folder / "reads.csv", ("entry", "judge"), reads)
    write_table(asked.folder / "ballots.csv", COLUMNS, _scored(jury, reads))
    (asked.folder / "README.txt").write_text(NOTE, encoding="utf-8")
    voice.answer(
        {"folder": str(asked.folder), **year},
        (f"範例年度寫在 {asked.folder}，全部是產生的資料。", f"A generated year is in {asked.folder}."),
    )
    return 0


def _jury_of(path: Path) -> Jury:
    """The award of an example's folder; Trouble where it is none."""
    try:
        return _jury(json_at(path))
    except (LookupError, TypeError, ValueError) as error:
        zh, en = "這不是 fairjury example 寫出的範例年度。", "this is no year that fairjury example wrote."
        raise wrong_file(path, "no_example", zh, en) from error


def _jury(year: dict[str, Any]) -> Jury:
    """The invented award: the same entries and judges whenever asked."""
    habits = (Habit.CONSTANT,) if year["judges"] > 8 else ()
    world = World(
        entries=year["entries"], judges=year["judges"], tracks=4, habits=habits, severity=0.5, noise=0.9, missing=0.0
    )
    return Jury(world, seed=number(str(year["seed"])) % 2**31)


def _people(folder: Path, jury: Jury) -> None:
    n, j, rng = jury.world.entries, jury.world.judges, np.random.default_rng(jury.seed)
    teams = [f"team {number_of:03}" for number_of in rng.integers(1, max(n - n // 10, 2), n)]
    rows = [
        (entry_id(i), f"產生的參賽案 generated {i + 1}", TRACKS[jury.track[i]], REGIONS[rng.integers(4)], teams[i])
        for i in range(n)
    ]
    write_table(folder / "entries.csv", ("entry", "title", "track", "region", "team"), rows)
    judges = [(judge_id(q), f"{TRACKS[q % 4]} {TRACKS[(q + 1) % 4]}", REGIONS[q % 4], "") for q in range(j)]
    write_table(folder / "judges.csv", ("judge", "track", "region", "most"), judges)
    tied = sorted({(entry_id(int(rng.integers(n))), judge_id(int(rng.integers(j)))) for _ in range(CONFLICTS)})
    write_table(folder / "conflicts.csv", ("entry", "judge"), tied)


def entry_id(at: int) -> str:
    return f"E{at + 1:04}"


def judge_id(at: int) -> str:
    return f"J{at + 1:03}"


def _rules(folder: Path, jury: Jury) -> None:
    world, n = jury.world, jury.world.entries
    rows = [
        (key, weight, world.low, world.high, world.step) for key, weight in zip(CRITERIA, world.weights, strict=True)
    ]
    write_table(folder / "rubric.csv", ("criterion", "weight", "low", "high", "step"), rows)
    top, best = max(n // 5, 4), max(n // 50, 1)
    prizes = [
        {"name": "top", "count": top, "quotas": [{"by": "track", "least": max(top // 12, 1)}]},
        {"name": "best", "count": best, "within": "top"},
        {"name": "track", "count": 1, "within": "top", "per": "track"},
    ]
    rules = {"prizes": prizes, "team": "team", "vacancy": False}
    (folder / "rules.json").write_text(json.dumps(rules, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _reads(folder: Path, seed: str) -> list[tuple[str, str]]:
    """The reads that `fairjury assign` gives out with the same seed."""
    files = {f"--{name}": str(folder / f"{name}.csv") for name in ("entries", "judges", "conflicts")}
    words = [word for pair in {**files, "--seed": seed, "--out": str(folder / "reads.csv")}.items() for word in pair]
    return dealt(build("en").parse_args(["assign", *words]))[0]


def _score(asked: argparse.Namespace, voice: Voice) -> int:
    """Add the scores of the given reads to the year's ballots; a read that was scored already stays as it is."""
    jury = _jury_of(asked.folder / "year.json")
    entries, judges = listed(asked.folder / "entries.csv", "entry"), listed(asked.folder / "judges.csv", "judge")
    file = asked.folder / "ballots.csv"
    before = [tuple(cells) for _row, cells in read_table(file, *COLUMNS).numbered(*COLUMNS)] if file.exists() else []
    known = {row[:2] for row in before}
    wanted = [(entries.ids[e], judges.ids[q]) for _row, e, q, _worth in pairs(asked.score, entries, judges)]
    fresh = [pair for pair in wanted if pair not in known]
    write_table(file, COLUMNS, [*before, *_scored(jury, fresh)])
    voice.answer(
        {"scored": len(fresh), "file": str(file)},
        (f"評了 {len(fresh)} 次，寫在 {file}。", f"{len(fresh)} reads scored, written to {file}."),
    )
    return 0


def _scored(jury: Jury, reads: Sequence[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """One row per read and criterion, as the invented judges score."""
    entry, judge = (np.array([int(pair[side][1:]) - 1 for pair in reads], dtype=np.int64) for side in (0, 1))
    scores = jury.score(entry, judge)
    return [
        (*pair, key, f"{score:g}")
        for pair, own in zip(reads, scores, strict=True)
        for key, score in zip(CRITERIA, own, strict=True)
    ]
