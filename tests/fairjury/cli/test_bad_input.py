"""Input that cannot be used is answered with a sentence that names file, row and column, never with a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., tuple[int, str, str]]
LINE = "calibrate --ballots ballots.csv --rubric rubric.csv --entries entries.csv --judges judges.csv --seed s"


def rows(year: Path) -> list[str]:
    return (year / "ballots.csv").read_text(encoding="utf-8-sig").splitlines()


def write(year: Path, lines: list[str], *, encoding: str = "utf-8", end: str = "\n") -> None:
    (year / "ballots.csv").write_bytes((end.join(lines) + end).encode(encoding))


def fault(call: Call, line: str = LINE) -> dict[str, Any]:
    """The only fault of a command that must end with 2; also said to people in both languages."""
    code, out, _err = call(line, "--json")
    found = json.loads(out)
    assert (code, found["count"], len(found["faults"])) == (2, 1, 1)
    for language in ("zh", "en"):
        code, out, err = call(line, "--lang", language)
        assert (code, out) == (2, "")
        assert "Traceback" not in err
        assert found["faults"][0][language] in err
    return dict(found["faults"][0])


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("E0001,J001,innovation,11", "off_scale", "score"),
        ("E0001,J001,innovation,7.5", "off_step", "score"),
        ("E0001,J001,innovation,NaN", "not_finite", "score"),
        ("E0001,J001,innovation,inf", "not_finite", "score"),
        ("E0001,J001,innovation,八", "not_a_number", "score"),
        ("E0001,J099,innovation,8", "unknown_judge", "judge"),
        ("E9999,J001,innovation,8", "unknown_entry", "entry"),
        (",J001,innovation,8", "empty", "entry"),
        ("E0001,J001,beauty,8", "unknown_criterion", "criterion"),
    ],
)
def test_a_cell_that_cannot_be_is_named(call: Call, year: Path, *, cells: str, code: str, column: str) -> None:
    lines = rows(year)
    lines[6] = cells
    write(year, lines)
    found = fault(call)
    assert (found["file"], found["row"], found["column"], found["code"]) == ("ballots.csv", 7, column, code)


def test_a_ballot_given_twice_names_both_rows(call: Call, year: Path) -> None:
    lines = rows(year)
    write(year, [*lines, lines[3]])
    found = fault(call)
    assert (found["code"], found["row"]) == ("duplicate", len(lines) + 1)
    assert "4" in found["en"]


def test_empty_rows_keep_the_numbers_right(call: Call, year: Path) -> None:
    lines = rows(year)
    write(year, [*lines[:3], ",,,", "", *lines[3:], "E0001,J001,innovation,99", ",,,"])
    assert fault(call)["row"] == len(lines) + 3


@pytest.mark.parametrize("text", ["", "\n", "entry,judge,criterion,score\n", "entry,judge,criterion,score\n\n\n"])
def test_an_empty_file_is_said(call: Call, year: Path, *, text: str) -> None:
    (year / "ballots.csv").write_text(text, encoding="utf-8")
    assert fault(call)["code"] == "empty_table"


def test_a_missing_column_is_named(call: Call, year: Path) -> None:
    lines = rows(year)
    write(year, ["entry,judge,criterion,points", *lines[1:]])
    found = fault(call)
    assert (found["code"], found["row"], found["column"]) == ("no_column", 1, "score")


def test_a_criterion_nobody_scored_is_named(call: Call, year: Path) -> None:
    write(year, [line for line in rows(year) if ",clarity," not in line])
    found = fault(call)
    assert found["code"] == "unscored_criterion"
    assert "clarity" in found["zh"]


def test_big5_is_recognised(call: Call, year: Path) -> None:
    write(year, ["參賽案,評審,項目,分數", *rows(year)[1:]], encoding="cp950")
    found = fault(call)
    assert (found["code"], found["row"]) == ("big5", 1)
    assert "UTF-8" in found["zh"]


def test_an_excel_workbook_is_recognised(call: Call, year: Path) -> None:
    (year / "ballots.csv").write_bytes(b"PK\x03\x04" + bytes(100))
    assert fault(call)["code"] == "workbook"


@pytest.mark.parametrize("raw", [b"\xff\xff\xfe", bytes(range(256)), b"\x00" * 50])
def test_bytes_that_are_no_text_are_said(call: Call, year: Path, *, raw: bytes) -> None:
    (year / "ballots.csv").write_bytes(raw)
    assert fault(call)["file"] == "ballots.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\r\n"), (";", "\r\n"), ("\t", "\n")])
def test_spreadsheets_ways_are_read(call: Call, year: Path, *, encoding: str, delimiter: str, end: str) -> None:
    lines = [line.replace(",", delimiter) for line in ["參賽案,評審,項目,分數", *rows(year)[1:]]]
    write(year, lines, encoding=encoding, end=end)
    assert (
        call("next-reads --ballots ballots.csv --rubric rubric.csv --cuts x --budget 1 --seed s --out n.csv")[2].count(
            "--cuts"
        )
        == 1
    )


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("rubric.csv", "criterion,weight\ninnovation,x\n", "not_a_number"),
        ("rubric.csv", "criterion,weight\ninnovation,-1\n", "rubric"),
        ("rubric.csv", "criterion,low,high\ninnovation,5,5\n", "rubric"),
        ("rubric.csv", "criterion\n", "rubric"),
        ("judges.csv", "judge\nJ001\nJ001\n", "duplicate"),
        ("judges.csv", "judge,track\n,x\n", "empty"),
        ("judges.csv", "judge\n", "empty_table"),
        ("entries.csv", "name\nE0001\n", "no_column"),
    ],
)
def test_other_tables_are_read_as_strictly(call: Call, year: Path, *, name: str, text: str, code: str) -> None:
    (year / name).write_text(text, encoding="utf-8")
    found = fault(call)
    assert (found["file"], found["code"]) == (name, code)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"prizes": []}', '{"prizes": 3}', '{"prizes": [{"name": "a"}]}', '{"prizes": [{"count": 2.5}]}',
        '{"prizes": [{"name": "a", "count": 3, "within": "b"}]}', '{"prizes": [{"name": "a", "count": 1, "size": 3}]}',
        '{"prizes": [{"name": "a", "count": 1}, {"name": "a", "count": 2}]}',
        '{"prizes": [{"name": "a", "count": 1, "per": "planet"}]}',
        '{"prizes": [{"name": "a", "count": 1}], "team": "x"}',
        '{"prizes": [{"name": "a", "count": 1, "among": ["E9"]}]}',
        '{"prizes": [{"name": "a", "count": 1, "quotas": [3]}]}',
        '{"prizes": [{"name": "a", "count": 1, "quotas": [{"by": "track", "least": [1]}]}]}',
    ],
)  # fmt: skip
def test_rules_that_cannot_be_are_said(call: Call, year: Path, *, text: str) -> None:
    (year / "rules.json").write_text(text, encoding="utf-8")
    line = LINE.replace("calibrate", "select") + " --rules rules.json --out r.json"
    assert fault(call, line)["file"] == "rules.json"
    assert not (year / "r.json").exists()


def test_quotas_that_cannot_hold_are_named(call: Call, year: Path) -> None:
    rules = {"prizes": [{"name": "a", "count": 2, "quotas": [{"by": "track", "least": 1}]}]}
    (year / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    code, out, _err = call(LINE.replace("calibrate", "select") + " --rules rules.json --out r.json --json")
    assert code == 1
    assert {rule["rule"] for rule in json.loads(out)["refused"]["rules"]} == {"count", "floor"}


def test_an_assignment_that_cannot_be_names_the_rules(call: Call) -> None:
    line = "assign --entries entries.csv --judges judges.csv --reads 3 --most 2 --seed s --out r.csv"
    code, out, _err = call(line, "--json")
    assert code == 1
    assert {rule["rule"] for rule in json.loads(out)["refused"]["rules"]} == {"per_entry", "load_max"}
    code, _out, err = call(line, "--lang", "zh")
    assert "無法同時成立" in err


def test_islands_are_refused_with_the_reads_that_join_them(call: Call, year: Path) -> None:
    lines = ["entry,judge,criterion,score"]
    for entry in range(1, 9):
        for judge in (1, 2) if entry < 5 else (3, 4):
            lines += [
                f"E000{entry},J00{judge},{key},{4 + (entry + judge) % 4}"
                for key in ("innovation", "impact", "transfer", "clarity")
            ]
    write(year, lines)
    code, out, _err = call(LINE + " --keys k.csv --json")
    refused = json.loads(out)["refused"]
    assert code == 1
    assert sorted(map(sorted, refused["pieces"])) == [["J001", "J002"], ["J003", "J004"]]
    assert len(refused["joins"]) == 1
    assert refused["joins"][0][0].startswith("E000")


@pytest.mark.parametrize(
    "line",
    [
        "", "dance", "verify", "verify nowhere.json", "assign", "plan --entries x.csv --judges 3",
        "calibrate --lang fr",
        "plan --entries 50 --judges 3 --prizes a", "plan --entries 50 --judges 1", "example small --entries 2",
        "plan --entries 5 --judges 3 --prizes 9", "prove rules.json --judge x --out p.json", "explain rules.json",
    ],
)  # fmt: skip
def test_wrong_usage_is_answered_with_two(call: Call, *, line: str) -> None:
    code, out, err = call(line)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err
