"""The process that stands ready: it answers many, is replaced when it has gone, and whoever takes too long is ended."""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from baigong.kit.apart.asking import Apart
from tests.support import benign_files as good


@pytest.fixture(scope="module")
def examiner() -> Iterator[Apart]:
    apart = Apart("baigong.kit.files.examiner")
    yield apart
    apart.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report"
    path.write_bytes(good.pdf())
    return path


def asked(examiner: Apart, *question: str) -> object:
    return json.loads(examiner.ask(json.dumps(question).encode(), seconds=60))


def test_many_ask_at_once_and_each_is_answered_his_own(examiner: Apart, report: Path) -> None:
    names = [f"report.{kind}" for kind in ("pdf", "jpg", "docx", "exe") * 3]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda name: asked(examiner, "examine", str(report), name), names))
    assert told[:4] == told[4:8] == told[8:]
    assert told[0] == {"facts": {"media_type": "application/pdf", "pages": 1}}
    assert [next(iter(one)) for one in told[1:4]] == ["refused"] * 3  # type: ignore[call-overload]


def test_one_that_has_gone_is_replaced(examiner: Apart, report: Path) -> None:
    asked(examiner, "examine", str(report), "report.pdf")
    before = examiner.process
    assert before is not None
    before.kill()
    before.wait()
    assert asked(examiner, "examine", str(report), "report.pdf") == {
        "facts": {"media_type": "application/pdf", "pages": 1}
    }
    assert examiner.process is not before


def test_who_takes_too_long_is_ended(examiner: Apart, report: Path, tmp_path: Path) -> None:
    asked(examiner, "examine", str(report), "report.pdf")  # it stands ready
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # never says anything, so that whoever reads it waits
    question = json.dumps(["copy", str(pipe), "report.pdf", *(str(tmp_path / name) for name in "abc")])
    with pytest.raises(TimeoutError):
        examiner.ask(question.encode(), seconds=1)
    until = time.monotonic() + 60
    while _has_a_reader(pipe):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert asked(examiner, "examine", str(report), "report.pdf")


def _has_a_reader(pipe: Path) -> bool:
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError as error:
        return error.errno != errno.ENXIO
    return True


def test_where_no_process_can_be_started_nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that nobody took is closed at once; left to the collector, it would be a warning, which fails a test."""
    monkeypatch.setattr(sys, "executable", os.devnull)
    with pytest.raises(OSError, match="denied"):
        Apart("baigong.kit.files.nobody").ask(b"", seconds=60)
    gc.collect()


def test_a_module_that_does_not_start_says_nothing_of_the_file() -> None:
    with pytest.raises(ConnectionError):
        Apart("baigong.kit.files.nobody").ask(b"", seconds=60)
