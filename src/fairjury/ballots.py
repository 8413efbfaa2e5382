"""Ballots: who gave which entry which score on which criterion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Codes, Floats
from .faults import BallotFault, BallotFaults
from .rubric import Criterion, Rubric

COLUMNS = ("entry", "judge", "criterion", "score")
EMPTY = frozenset({"", "-", "NA", "N/A", "na", "n/a", "缺", "—"})


@dataclass(frozen=True, slots=True)
class Ballots:
    """Reviews of one round: m reviews of n entries by j judges on c criteria.

    `entries` and `judges` are their stable keys (random words that never change hands); whatever is
    drawn or tied later follows the keys, so their order here means nothing. Entries nobody read stay
    in the list and are never ranked. `tracks` names each entry's track (all "" when there are none).
    """

    rubric: Rubric
    entries: tuple[str, ...]  # (n,)
    judges: tuple[str, ...]  # (j,)
    entry: Codes  # (m,) places in `entries`
    judge: Codes  # (m,) places in `judges`
    scores: Floats  # (m, c) on each criterion's own scale, NaN where missing
    tracks: tuple[str, ...] = ()  # (n,) or empty

    @property
    def reads(self) -> Codes:
        """Reviews of each entry (n,)."""
        return np.bincount(self.entry, minlength=len(self.entries)).astype(np.int64)

    @property
    def loads(self) -> Codes:
        """Reviews by each judge (j,)."""
        return np.bincount(self.judge, minlength=len(self.judges)).astype(np.int64)


Row = Sequence[object]  # entry, judge, criterion, score


class _Reader:
    """Turns rows into codes and collects every fault on the way."""

    def __init__(self, rubric: Rubric, entries: Iterable[str] | None, judges: Iterable[str] | None) -> None:
        self.rubric = rubric
        self.places = {key: at for at, key in enumerate(rubric.keys)}
        self.entries = {key: at for at, key in enumerate(entries or ())}
        self.judges = {key: at for at, key in enumerate(judges or ())}
        self.closed = (entries is not None, judges is not None)
        self.faults: list[BallotFault] = []
        self.count = 0
        self.pairs: dict[tuple[int, int], int] = {}
        self.cells: dict[tuple[int, int], tuple[float, int]] = {}

    def fault(self, row: int, column: int, code: str, zh: str, en: str) -> None:
        self.count += 1
        if len(self.faults) < BallotFaults.LIMIT:  # a table of a million rows may have a million faults
            self.faults.append(BallotFault(row, COLUMNS[column], code, zh, en))

    def code(self, row: int, column: int, value: str) -> int | None:
        """Place of an entry (column 0) or judge (column 1); unknown ones are faults when a list was given."""
        known = (self.entries, self.judges)[column]
        if not value:
            self.fault(row, column, "empty", "沒有填寫。", "it is empty.")
            return None
        if value not in known:
            if self.closed[column]:
                who = (("參賽案", "entry"), ("評審", "judge"))[column]
                zh, en = f"名單裡沒有{who[0]}「{value}」。", f"there is no {who[1]} “{value}” on the list."
                self.fault(row, column, ("unknown_entry", "unknown_judge")[column], zh, en)
                return None
            known[value] = len(known)
        return known[value]

    def criterion(self, row: int, value: str) -> int | None:
        """Place of a criterion."""
        if value not in self.places:
            keys = "、".join(self.places)
            en = f"the rubric has no criterion “{value}” (it has {', '.join(self.places)})."
            self.fault(row, 2, "unknown_criterion", f"評分表沒有「{value}」這一項（有：{keys}）。", en)
            return None
        return self.places[value]

    def number(self, row: int, leaf: Criterion, value: object) -> float | None:
        """The score, NaN where left empty, None where it cannot be one."""
        text = str(value).strip() if value is not None else ""
        if text in EMPTY:
            return math.nan
        try:
            score = float(text)
        except ValueError:
            self.fault(row, 3, "not_a_number", f"「{text}」不是數字。", f"“{text}” is not a number.")
            return None
        if not math.isfinite(score):
            zh, en = (
                f"「{text}」不是分數；沒有評分請留空。",
                f"“{text}” is not a score; leave it empty if there is none.",
            )
            self.fault(row, 3, "not_finite", zh, en)
            return None
        return self.on_scale(row, leaf, score)

    def on_scale(self, row: int, leaf: Criterion, score: float) -> float | None:
        """The score if it is a step of the scale."""
        if not leaf.low <= score <= leaf.high:
            zh = f"「{leaf.key}」應在 {leaf.low:g} 到 {leaf.high:g} 之間，這裡是 {score:g}。"
            en = f"“{leaf.key}” runs from {leaf.low:g} to {leaf.high:g}; this is {score:g}."
            self.fault(row, 3, "off_scale", zh, en)
            return None
        steps = (score - leaf.low) / leaf.step
        if abs(steps - round(steps)) > 1e-6:
            zh = f"「{leaf.key}」以 {leaf.step:g} 分為一級，這裡是 {score:g}。"
            en = f"“{leaf.key}” is given in steps of {leaf.step:g}; this is {score:g}."
            self.fault(row, 3, "off_step", zh, en)
            return None
        return score

    def short(self, row: int, cells: int) -> None:
        """A row with too few cells is a fault; one without any is no row."""
        if cells:
            zh, en = f"這一列只有 {cells} 欄，應有 4 欄。", f"this row has {cells} columns, not 4."
            self.fault(row, cells - 1, "short_row", zh, en)

    def read(self, row: int, values: Row) -> None:
        """Take one row."""
        if len(values) < len(COLUMNS):
            self.short(row, len(values))
            return
        entry = self.code(row, 0, str(values[0]).strip())
        judge = self.code(row, 1, str(values[1]).strip())
        at = self.criterion(row, str(values[2]).strip())
        score = self.number(row, self.rubric.leaves[at], values[3]) if at is not None else None
        if entry is None or judge is None or at is None or score is None:
            return
        place = self.pairs.setdefault((entry, judge), len(self.pairs))
        if (place, at) in self.cells:
            earlier = self.cells[place, at][1]
            zh, en = (
                f"與第 {earlier} 列重複（同一位評審、同一件、同一項）。",
                f"repeats row {earlier} (same judge, entry and criterion).",
            )
            self.fault(row, 3, "duplicate", zh, en)
            return
        self.cells[place, at] = (score, row)

    def scores(self) -> Floats:
        """The cells as (m, c)."""
        out = np.full((len(self.pairs), len(self.places)), np.nan)
        for (place, at), (score, _) in self.cells.items():
            out[place, at] = score
        return out

    def unscored(self, scores: Floats) -> None:
        """Name criteria nobody scored."""
        for at, key in enumerate(self.rubric.keys):
            if not np.isfinite(scores[:, at]).any():
                zh, en = f"沒有任何人評過「{key}」。", f"nobody scored “{key}”."
                self.faults.append(BallotFault(0, "criterion", "unscored_criterion", zh, en))


def read_ballots(
    rows: Iterable[Row],
    rubric: Rubric,
    *,
    entries: Iterable[str] | None = None,
    judges: Iterable[str] | None = None,
    tracks: dict[str, str] | None = None,
    first_row: int = 2,
) -> Ballots:
    """Read long-format rows (entry, judge, criterion, score); an empty score is a missing one.

    `entries`, `judges`: the lists of keys that may occur (None: whatever occurs). `tracks`: entry key
    to track. `first_row`: number of the first row in the file the rows came from.
    Raises `BallotFaults` naming every fault with row and column.
    """
    reader = _Reader(rubric, entries, judges)
    for number, row in enumerate(rows, first_row):
        reader.read(number, row)
    if not reader.pairs and not reader.faults:
        reader.faults.append(
            BallotFault(0, "", "empty_table", "這份表沒有任何評分。", "There is not a single score in this table.")
        )
    scores = reader.scores()
    if reader.pairs:
        reader.unscored(scores)
    if reader.faults:
        raise BallotFaults(reader.faults, count=reader.count)
    pairs = np.array(list(reader.pairs), dtype=np.int64).reshape(-1, 2)
    seen = np.isfinite(scores).any(axis=1)
    keys = tuple(reader.entries)
    by_track = tuple(tracks.get(key, "") for key in keys) if tracks else ()
    return Ballots(
        rubric, keys, tuple(reader.judges), pairs[seen, 0].copy(), pairs[seen, 1].copy(), scores[seen], by_track
    )
