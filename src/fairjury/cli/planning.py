"""Carries out plan: reads, hours and judges before the call."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from fairjury.plan import CHARACTERS, Forecast, Line, Situation, Track, plan
from fairjury.record.compute import number

from .given import listed
from .speech import Voice
from .tables import write_table
from .trouble import wrong_file

HEADING = ("reads", "first", "adaptive", "room", "wrong", "hours", "judges", "recruit")


def run(asked: argparse.Namespace, voice: Voice) -> int:
    situation = _situation(asked)
    try:
        situation.check()
    except ValueError as error:
        raise wrong_file("plan", "impossible", f"這樣的設定不成立：{error}。", f"this cannot be: {error}.") from error
    with voice.busy(("試評中", "judging invented awards")) as progress:
        found = plan(situation, seed=number(asked.seed), trials=max(asked.trials, 2), progress=progress.step)
    if asked.out:
        write_table(asked.out, HEADING, [_row(line) for line in found.lines])
    voice.answer(_data(found), *_lines(found), *zip(found.zh, found.en, strict=True))
    return 0


def _situation(asked: argparse.Namespace) -> Situation:
    entries, by_track = _counted(asked.entries, "entry")
    judges, of_track = _counted(asked.judges, "judge")
    names = sorted(set(by_track) & set(of_track) - {""})
    whole = names and set(by_track) | set(of_track) == set(names)
    return Situation(
        entries=entries,
        judges=judges,
        hours_per_read=asked.hours_per_read,
        hours_each=asked.hours_each,
        prizes=whole_numbers(asked.prizes, "--prizes"),
        tracks=tuple(Track(name, by_track[name], of_track[name]) for name in names) if whole else (),
        character=CHARACTERS[asked.character],
    )


def _counted(said: str, kind: str) -> tuple[int, Counter[str]]:
    """A number as it is, or how many a file lists, in all and by track."""
    if said.isdecimal():
        return int(said), Counter()
    found = listed(Path(said), kind)
    return len(found.ids), Counter(found.column("track"))


def whole_numbers(said: str, option: str) -> tuple[int, ...]:
    """Numbers separated by commas; Trouble for anything else."""
    parts = said.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise wrong_file(
            option, "not_a_number", f"「{said}」不是以逗號分開的整數。", f"“{said}” is no list of numbers."
        )
    return tuple(int(part) for part in parts)


def _row(line: Line) -> tuple[object, ...]:
    missing = " ".join(f"{name} {count}".strip() for name, count in line.recruit.items() if count)
    wrong = " ".join(f"{count:.1f}" for count in line.wrong)
    return (
        line.reads,
        line.first,
        int(line.adaptive),
        int(line.room),
        wrong,
        round(line.hours, 1),
        line.judges,
        missing,
    )


def _data(found: Forecast) -> dict[str, object]:
    return {
        "lines": [asdict(line) | {"error": [min(error, 1e9) for error in line.error]} for line in found.lines],
        "advised": found.advised,
        "zh": found.zh,
        "en": found.en,
    }


def _lines(found: Forecast) -> list[tuple[str, str]]:
    out = [("　每件　　錯幾個名額　每人小時　需要評審", "   reads   wrong places   hours each   judges")]
    for at, line in enumerate(found.lines):
        mark = "→" if at == found.advised else " "
        reads = f"{line.first}+{line.reads - line.first}" if line.adaptive else f"{line.reads}"
        wrong = " / ".join(f"{count:.1f}" for count in line.wrong)
        room = (" （量尺留有空間）", " (room at the top)") if line.room else ("", "")
        said = f"{mark} {reads:>6}   {wrong:>12}   {line.hours:>10.1f}   {line.judges:>6}"
        out.append((said + room[0], said + room[1]))
    return out
