"""Carries out report: a record as pages for people."""

from __future__ import annotations

import argparse
from importlib import import_module

from .checking import record_at
from .speech import Voice


def run(asked: argparse.Namespace, voice: Voice) -> int:
    made = record_at(asked.record)
    with voice.busy(("寫報告", "writing the report")):
        import_module("fairjury.report").write(made, asked.out, language=voice.language)
    voice.answer({"file": str(asked.out)}, (f"已寫出 {asked.out}", f"Written: {asked.out}"))
    return 0
