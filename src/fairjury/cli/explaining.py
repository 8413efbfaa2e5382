"""Carries out explain: why an entry or a judge stands where it stands, from the record alone."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from fairjury.record import Record

from .checking import record_at
from .given import Keys
from .speech import Pair, Voice
from .trouble import wrong_file

Z90 = 1.645
ZONES: Mapping[str, Pair] = {
    "in": ("穩在榜內", "safely in"),
    "open": ("在邊緣", "contested"),
    "out": ("穩在榜外", "safely out"),
    "": ("沒有排名", "not ranked"),
}
STANDING: tuple[Pair, ...] = (
    (
        "第 {rank} 名；{reads} 次審閱，平均 {mean:.2f}，校正後 {merit:.2f}。",
        "Rank {rank}; {reads} reads, mean {mean:.2f}, merit {merit:.2f}.",
    ),
    ("九成把握在 {low:.2f} 到 {high:.2f} 之間。", "90 % interval: {low:.2f} to {high:.2f}."),
    ("「{main}」：機率 {chance:.0%}，{zh}。", "“{main}”: chance {chance:.0%}, {en}."),
)


def run(asked: argparse.Namespace, voice: Voice) -> int:
    made = record_at(asked.record)
    keys = Keys.at(asked.keys)
    if asked.entry:
        line = _line(asked, made, keys, "entry", asked.entry)
        voice.answer(line, *_entry(made, line))
    elif asked.judge:
        line = _line(asked, made, keys, "judge", asked.judge)
        voice.answer(line, *_judge(line))
    else:
        voice.answer(_round(made), *_told(made))
    return 0


def _line(asked: argparse.Namespace, made: Record, keys: Keys, kind: str, said: str) -> dict[str, Any]:
    """The result's line of an id or a key."""
    key = keys.known.get((kind, said), said)
    lines: list[dict[str, Any]] = made["result"]["entries" if kind == "entry" else "judges"]
    found = next((line for line in lines if line["key"] == key), None)
    if found is None:
        raise wrong_file(asked.record, "unknown_key", f"紀錄裡沒有「{said}」。", f"the record has no “{said}”.")
    return found


def _entry(made: Record, line: Mapping[str, Any]) -> list[Pair]:
    if line["rank"] is None:
        return [("沒有人讀過，不列入排名。", "Nobody read it; it is not ranked.")]
    low, high = (line["merit"] + sign * Z90 * line["error"] for sign in (-1, 1))
    zone, main = ZONES[line["zone"]], made["result"]["main"]
    known = {**line, "low": low, "high": high, "main": main, "zh": zone[0], "en": zone[1]}
    known["chance"] = line["chances"].get(main, 0.0)
    out = [(zh.format(**known), en.format(**known)) for zh, en in STANDING]
    out.append((line["reason"]["zh"], line["reason"]["en"]))
    prizes = ", ".join(line["prizes"])
    won = [(f"得獎：{prizes}", f"Prizes: {prizes}")] if prizes else []
    return [*out, *won, *((remark["zh"], remark["en"]) for remark in line["remarks"])]


def _judge(line: Mapping[str, Any]) -> list[Pair]:
    numbers = (line["reads"], line["severity"], line["scale"], line["noise"], line["weight"])
    zh = "{} 件；寬嚴 {:+.2f} 分，量尺 {:.2f} 倍，自身誤差 {:.2f} 分，份量 {:.0%}。".format(*numbers)
    en = "{} reads; severity {:+.2f} points, scale x {:.2f}, own noise {:.2f} points, weight {:.0%}.".format(*numbers)
    return [(zh, en), *((remark["zh"], remark["en"]) for remark in line["remarks"])]


def _round(made: Record) -> dict[str, Any]:
    return {
        name: made["result"][name] for name in ("model", "gate", "efficiency", "method", "main", "prizes", "warnings")
    }


def _told(made: Record) -> list[Pair]:
    """The round as a whole."""
    result, zones = made["result"], [line["zone"] for line in made["result"]["entries"]]
    counts = [zones.count(name) for name in ("in", "open", "out")]
    out = [
        (result["gate"]["zh"], result["gate"]["en"]),
        (
            f"「{result['main']}」：{counts[0]} 件穩在榜內，{counts[1]} 件在邊緣，{counts[2]} 件穩在榜外。",
            f"“{result['main']}”: {counts[0]} safely in, {counts[1]} contested, {counts[2]} safely out.",
        ),
    ]
    return [*out, *((remark["zh"], remark["en"]) for remark in result["warnings"])]
