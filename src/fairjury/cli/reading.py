"""Carries out next-reads: where the next wave of reads helps most."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from fairjury.calibrate import Calibration
from fairjury.reads import Cut, Standing, next_reads
from fairjury.record.compute import number

from .assigning import barred_pairs
from .calibrating import calibrated
from .given import Scored, listed, scored
from .planning import whole_numbers
from .ruling import cuts_of
from .speech import Voice
from .tables import write_table
from .trouble import wrong_file


def run(asked: argparse.Namespace, voice: Voice) -> int:
    given = scored(asked)
    cuts, allowed, ballots = _cuts(asked, given), _allowed(asked, given), given.ballots
    found = calibrated(given, asked.seed, voice)
    with voice.busy(("安排加讀", "placing reads")):
        entry, judge = next_reads(
            _standing(given, found),
            cuts=cuts,
            budget=asked.budget,
            load_max=asked.most,
            allowed=allowed,
            seed=number(asked.seed),
            keys=(ballots.entries, ballots.judges),
        )
    names = given.keys.id_of("entry"), given.keys.id_of("judge")
    rows = [(names[0](ballots.entries[e]), names[1](ballots.judges[q])) for e, q in zip(entry, judge, strict=True)]
    write_table(asked.out, ("entry", "judge"), rows)
    data = {"reads": [dict(zip(("entry", "judge"), row, strict=True)) for row in rows], "file": str(asked.out)}
    few = len(rows) < asked.budget
    more = ("其餘不值得再讀，或沒有人能讀。", "The rest is not worth reading, or nobody can.") if few else ("", "")
    voice.answer(
        data,
        (f"加讀 {len(rows)} 次，寫在 {asked.out}。{more[0]}", f"{len(rows)} reads, written to {asked.out}. {more[1]}"),
    )
    return 0


def _standing(given: Scored, found: Calibration) -> Standing:
    scale, noise, weight = (
        np.array([getattr(line, part) for line in found.judges]) for part in ("scale", "noise", "weight")
    )
    precision = np.where(weight > 0, np.maximum(scale, 0.0) ** 2 / np.maximum(noise, 1e-6) ** 2, 0.0)
    return Standing(found.merit, found.se, precision, given.ballots.entry, given.ballots.judge)


def _cuts(asked: argparse.Namespace, given: Scored) -> tuple[Cut, ...]:
    """The cuts of --cuts, or of every prize of the rules."""
    if asked.rules:
        return cuts_of(asked.rules, given)
    if not asked.cuts:
        raise wrong_file("next-reads", "nothing_asked", "請給 --cuts 或 --rules。", "give --cuts or --rules.")
    return tuple(Cut(count) for count in whole_numbers(asked.cuts, "--cuts"))


def _allowed(asked: argparse.Namespace, given: Scored) -> Any:
    """All pairs without a conflict of interest; None where none is named."""
    if not asked.conflicts:
        return None
    if not (asked.entries and asked.judges):
        zh, en = "有迴避名單時，請一併給 --entries 與 --judges。", "with conflicts, give --entries and --judges too."
        raise wrong_file(asked.conflicts, "needs_lists", zh, en)
    entries, judges = listed(asked.entries, "entry"), listed(asked.judges, "judge")
    n, j = len(given.ballots.entries), len(given.ballots.judges)
    free = np.setdiff1d(np.arange(n * j), barred_pairs(asked, entries, judges))
    return free // j, free % j
