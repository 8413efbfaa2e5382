"""A year's tables go through the command from the plan to the proof."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., tuple[int, str, str]]
LISTS = "--ballots ballots.csv --rubric rubric.csv --entries entries.csv --judges judges.csv --keys keys.csv --seed s"


@pytest.fixture
def recorded(call: Call) -> dict[str, Any]:
    code, out, _err = call(f"select {LISTS} --rules rules.json --out record.json --json")
    assert code == 0
    return json.loads(out)


def test_unequal_reads_in_doubt_are_refused_until_somebody_signs(call: Call, year: Path) -> None:
    """One entry is read by everybody: those beside it were read twice less often."""
    fixed = [f"entry,E{at:04},kE{at}" for at in range(1, 25)] + [f"judge,J{at:03},kJ{at}" for at in range(1, 7)]
    (year / "keys.csv").write_text("\n".join(["kind,id,key", *fixed]), encoding="utf-8")
    assert call(f"select {LISTS} --rules rules.json --out record.json")[0] == 0
    lines = json.loads((year / "record.json").read_text(encoding="utf-8"))["result"]["entries"]
    entry = min(lines, key=lambda line: abs(line["chances"].get("top", 0.0) - 0.5))["key"]
    keys = dict(line.split(",")[2:0:-1] for line in (year / "keys.csv").read_text(encoding="utf-8-sig").splitlines())
    rows = [f"{keys[entry]},J00{judge}" for judge in range(1, 7)]
    (year / "more.csv").write_text("\n".join(["entry,judge", *rows]), encoding="utf-8")
    assert call("example . --score more.csv")[0] == 0
    code, out, _err = call(f"select {LISTS} --rules rules.json --out other.json --json")
    assert code == 1
    assert json.loads(out)["refused"]["entries"]
    assert not (year / "other.json").exists()
    assert call(f"select {LISTS} --rules rules.json --out other.json --sign", "the office: a test")[0] == 0
    assert "the office: a test" in (year / "other.json").read_text(encoding="utf-8")


def test_what_the_example_writes_says_that_it_is_generated(year: Path) -> None:
    assert "generated" in (year / "README.txt").read_text(encoding="utf-8")
    assert json.loads((year / "year.json").read_text(encoding="utf-8"))["generated"] is True


def test_the_same_seed_assigns_the_same(call: Call, year: Path) -> None:
    code, out, _err = call(
        "assign --entries entries.csv --judges judges.csv --conflicts conflicts.csv --seed example --out b.csv --json"
    )
    told = json.loads(out)
    assert (code, told["reads"], told["pieces"]) == (0, 72, 1)
    assert (year / "b.csv").read_bytes() == (year / "reads.csv").read_bytes()


def test_nobody_reads_where_he_has_a_conflict(year: Path) -> None:
    rows = [set((year / name).read_text(encoding="utf-8-sig").split()[1:]) for name in ("reads.csv", "conflicts.csv")]
    assert rows[1]
    assert not rows[0] & rows[1]


def test_a_judge_who_leaves_leaves_only_his_holes(call: Call, year: Path) -> None:
    code, _out, _err = call(
        "assign --entries entries.csv --judges judges.csv --conflicts conflicts.csv --fixed reads.csv --gone J002 "
        "--most 40 --seed example --out after.csv"
    )
    before, after = (
        set((year / name).read_text(encoding="utf-8-sig").split()[1:]) for name in ("reads.csv", "after.csv")
    )
    assert code == 0
    assert before - after == {row for row in before if row.endswith("J002")}
    assert len(after) == len(before)


def test_a_plan_advises(call: Call) -> None:
    code, out, _err = call("plan --entries entries.csv --judges judges.csv --prizes 5,1 --trials 2 --json")
    told = json.loads(out)
    assert code == 0
    assert 0 <= told["advised"] < len(told["lines"])
    assert told["zh"]
    assert told["en"]


def test_a_wave_of_reads_is_placed_scored_and_never_repeats_a_pair(call: Call, year: Path) -> None:
    code, out, _err = call(
        f"next-reads {LISTS} --conflicts conflicts.csv --rules rules.json --budget 6 --out next.csv --json"
    )
    assert (code, len(json.loads(out)["reads"])) == (0, 6)
    before, fresh = (
        set((year / name).read_text(encoding="utf-8-sig").split()[1:]) for name in ("reads.csv", "next.csv")
    )
    assert not before & fresh
    assert call("example . --score next.csv")[0] == 0
    assert call("example . --score next.csv --json")[1].count('"scored": 0') == 1


def test_the_record_verifies_and_a_changed_one_does_not(call: Call, year: Path, recorded: dict[str, Any]) -> None:
    code, out, _err = call("verify record.json --json --digest", recorded["digest"])
    assert (code, json.loads(out)) == (0, {"differences": [], "digest": recorded["digest"]})
    said = (year / "record.json").read_text(encoding="utf-8")
    (year / "record.json").write_text(said.replace('"rank":1,', '"rank":2,', 1), encoding="utf-8")
    code, out, _err = call("verify record.json --json")
    assert code == 1
    assert {"digest"} < {one["where"] for one in json.loads(out)["differences"]}


def test_the_record_names_nobody(year: Path, recorded: dict[str, Any]) -> None:
    said = (year / "record.json").read_text(encoding="utf-8")
    assert all(word not in said for word in ("E0001", "J001", "team 0", "generated"))
    assert recorded["awards"]["top"][0].startswith("E")


def test_one_judge_is_shown_without_the_rest(call: Call, year: Path, recorded: dict[str, Any]) -> None:
    key = json.loads((year / "record.json").read_text(encoding="utf-8"))["judges"][0]
    assert call(f"prove record.json --judge {key} --out proof.json")[0] == 0
    code, out, _err = call("check-proof proof.json --json --digest", recorded["digest"])
    assert (code, json.loads(out)["name"]) == (0, ["judge", key])
    assert call("check-proof proof.json --digest", "0" * 64)[0] == 1
    said = (year / "proof.json").read_text(encoding="utf-8")
    (year / "proof.json").write_text(said.replace(",", ", ", 1), encoding="utf-8")
    assert call("check-proof proof.json --digest", recorded["digest"])[0] == 2


@pytest.mark.parametrize(("language", "word"), [("zh", "九成把握"), ("en", "90 % interval")])
def test_it_explains(call: Call, recorded: dict[str, Any], *, language: str, word: str) -> None:
    entry = recorded["awards"]["top"][0]
    code, out, _err = call(f"explain record.json --keys keys.csv --entry {entry} --lang {language}")
    assert code == 0
    assert word in out
    assert call("explain record.json --keys keys.csv --judge J002")[0] == 0
    assert call("explain record.json")[0] == 0
    assert call("explain record.json --entry nobody")[0] == 2


def test_a_report_names_nobody_until_it_is_given_the_keys(call: Call, year: Path, recorded: dict[str, Any]) -> None:
    assert call("report record.json --out plain.html --lang en")[0] == 0
    assert call("report record.json --keys keys.csv --out named.html --lang en")[0] == 0
    plain, named = ((year / name).read_text(encoding="utf-8") for name in ("plain.html", "named.html"))
    assert recorded["digest"] in plain
    assert "J001" not in plain
    assert "J001" in named
    assert call(f"select {LISTS} --rules rules.json --out again.json --report again.html")[0] == 0
    assert "J001" not in (year / "again.html").read_text(encoding="utf-8")


def test_merit_and_habits_are_written(call: Call, year: Path) -> None:
    code, out, _err = call(f"calibrate {LISTS} --out merit.csv --judges-out habits.json --json")
    assert (code, len(json.loads(out)["entries"])) == (0, 24)
    assert len((year / "merit.csv").read_text(encoding="utf-8-sig").splitlines()) == 25
    assert {row["judge"] for row in json.loads((year / "habits.json").read_text(encoding="utf-8"))} == {
        f"J00{number}" for number in range(1, 7)
    }


HELP = """
import sys
from fairjury.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "scipy", "numba", "ortools", "django"}))
"""


def test_help_loads_no_arrays() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELP], env={**os.environ, "LANG": "C"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "assign" in done.stdout
