"""Carries out report: a record as pages for people."""

from __future__ import annotations

import argparse
from pathlib import Path

from fairjury import report
from fairjury.record import Record

from .checking import record_at
from .given import Keys
from .speech import Voice
from .trouble import refused


def run(asked: argparse.Namespace, voice: Voice) -> int:
    write(record_at(asked.record), asked.out, keys=Keys.at(asked.keys), voice=voice)
    voice.answer({"file": str(asked.out)}, (f"已寫出 {asked.out}", f"Written: {asked.out}"))
    return 0


def write(made: Record, path: Path, *, keys: Keys, voice: Voice) -> None:
    """The report of a record as a file, HTML or PDF; with keys it names whom they stand for."""
    back = {kind: {key: own for (sort, own), key in keys.known.items() if sort == kind} for kind in ("entry", "judge")}
    names = report.Names(back["entry"], back["judge"])
    with voice.busy(("寫報告", "writing the report")):
        try:
            report.write(made, path, language=voice.language, names=names)
        except report.NoPress as error:
            raise refused(error.zh, error.en) from error
