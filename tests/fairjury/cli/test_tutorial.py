"""The tutorial's commands run, in their order, on a smaller year."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from fairjury.cli import main
from tests.support.source import ROOT

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands() -> list[list[str]]:
    text = (ROOT / "docs" / "tutorials" / "fairjury.md").read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith(("fairjury ", "cd "))]


def smaller(words: list[str]) -> list[str]:
    """The same command for 30 entries and 6 judges."""
    if words[1:3] == ["example", "year"]:
        return [*words, "--entries", "30", "--judges", "6"]
    if words[1] == "plan":
        return [*words[:-1], "6,1", "--trials", "2"]
    return [{"40": "8"}.get(word, word) for word in words]


def test_it_runs_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    written = commands()
    assert [words[1] for words in written if words[0] == "fairjury"] == [
        "example", "plan", "assign", "calibrate", "next-reads", "example", "select", "explain", "explain", "verify",
        "prove", "check-proof",
    ]  # fmt: skip
    for words in written:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        known = {"KEY": judge_key, "DIGEST": digest}
        asked = [known[word]() if word in known else word for word in smaller(words)]
        assert main(asked[1:]) == 0, capsys.readouterr()


def judge_key() -> str:
    with Path("keys.csv").open(encoding="utf-8-sig") as file:
        return next(row["key"] for row in csv.DictReader(file) if row["kind"] == "judge")


def digest() -> str:
    return str(json.loads(Path("record.json").read_text(encoding="utf-8"))["digest"])
