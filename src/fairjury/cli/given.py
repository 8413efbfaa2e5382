"""The things an organiser hands in, read from files: people, entries, pairs, the rubric, the ballots."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairjury.ballots import COLUMNS, Ballots, read_ballots
from fairjury.faults import BallotFaults
from fairjury.rubric import Criterion, Rubric

from .tables import Table, json_at, read_table, write_table
from .trouble import Fault, bad, wrong_file

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Listed:
    """Entries or judges as a file lists them: ids in order, and the other columns by name."""

    path: Path
    ids: list[str]
    columns: dict[str, list[str]]
    rows: list[int]

    def column(self, name: str) -> list[str]:
        return self.columns.get(name) or [""] * len(self.ids)

    def numbers(self, name: str, *, default: int) -> list[int]:
        """A column of whole numbers; the default where it is empty. Trouble names the first that is none."""
        out = []
        for row, cell in zip(self.rows, self.column(name), strict=True):
            if cell and not cell.isdecimal():
                raise wrong_file(self.path, "not_a_number", f"「{cell}」不是整數。", f"“{cell}” is not a whole number.",
                                 row=row, column=name)  # fmt: skip
            out.append(int(cell) if cell else default)
        return out


def listed(path: Path, kind: str) -> Listed:
    """The entries ("entry") or judges ("judge") of a file; Trouble for one that stands twice or has no id."""
    table = read_table(path, kind)
    names = [_known(table, at) or name for at, name in enumerate(table.heading)]
    found = list(table.numbered(*table.heading))
    if not found:
        raise wrong_file(path, "empty_table", "只有標題列，沒有任何資料。", "there is a heading and not a single row.")
    ids: dict[str, int] = {}
    for number, cells in found:
        own = cells[names.index(kind)]
        _refuse_bad_id(path, own, number, kind, ids)
        ids[own] = number
    columns = {name: [cells[at] for _number, cells in found] for at, name in enumerate(names)}
    return Listed(path, list(ids), columns, list(ids.values()))


def _known(table: Table, at: int) -> str:
    """The engine's name of a column that stands under another one."""
    names = ("entry", "judge", "track", "region", "reads", "most", "least")
    return next((name for name in names if table.place(name) == at), "")


def _refuse_bad_id(path: Path, own: str, number: int, kind: str, ids: dict[str, int]) -> None:
    if not own:
        raise wrong_file(path, "empty", "沒有填寫。", "it is empty.", row=number, column=kind)
    if own in ids:
        zh, en = f"「{own}」與第 {ids[own]} 列重複。", f"“{own}” repeats row {ids[own]}."
        raise wrong_file(path, "duplicate", zh, en, row=number, column=kind)


def pairs(path: Path, entries: Listed, judges: Listed) -> Iterator[tuple[int, int, int, str]]:
    """Yield (row, place of entry, place of judge, affinity) of every row; Trouble names who is not on the lists."""
    at = {name: place for place, name in enumerate(entries.ids)}
    by = {name: place for place, name in enumerate(judges.ids)}
    for row, (entry, judge, affinity) in read_table(path, "entry", "judge").numbered("entry", "judge", "affinity"):
        for value, known, column, zh in ((entry, at, "entry", "參賽案"), (judge, by, "judge", "評審")):
            if value not in known:
                raise wrong_file(path, f"unknown_{column}", f"名單裡沒有{zh}「{value}」。",
                                 f"there is no {column} “{value}” on the list.", row=row, column=column)  # fmt: skip
        yield row, at[entry], by[judge], affinity


def rubric(path: Path) -> Rubric:
    """The criteria from a CSV (criterion, weight, low, high, step, group, bonus) or a JSON tree."""
    try:
        if path.suffix.lower() == ".json":
            return Rubric.from_json(json_at(path))
        return Rubric(_criteria(path))
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise wrong_file(
            path, "rubric", f"評分項目不能這樣設定：{error}。", f"such a rubric cannot be: {error}."
        ) from error


def _criteria(path: Path) -> tuple[Criterion, ...]:
    """Flat criteria, or those of a group together where a row names one (weights count within their group)."""
    groups: dict[str, list[Criterion]] = {}
    wanted = ("criterion", "weight", "low", "high", "step", "group", "bonus")
    for row, cells in read_table(path, "criterion").numbered(*wanted):
        numbers = [_float(path, row, name, cell) for name, cell in zip(wanted[1:5], cells[1:5], strict=True)]
        weight, low, high, step = (
            value if value is not None else usual for value, usual in zip(numbers, (1.0, 1.0, 10.0, 1.0), strict=True)
        )
        made = Criterion(cells[0], weight, low, high, step, bonus=cells[6].lower() in {"1", "true", "yes", "是"})
        groups.setdefault(cells[5], []).append(made)
    loose = groups.pop("", [])
    shares = [Criterion(name, sum(part.weight for part in own), parts=tuple(own)) for name, own in groups.items()]
    return (*loose, *shares)


def _float(path: Path, row: int, column: str, cell: str) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell.removesuffix("%"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise wrong_file(
            path, "not_a_number", f"「{cell}」不是數字。", f"“{cell}” is not a number.", row=row, column=column
        )
    return value


@dataclass(slots=True)
class Keys:
    """Random words in place of ids, kept in a file of their own; without a file every id stands for itself."""

    path: Path | None
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path | None) -> Keys:
        """The keys of a file; none yet when there is no file."""
        if path is None or not path.exists():
            return cls(path)
        rows = read_table(path, "kind", "id", "key").numbered("kind", "id", "key")
        return cls(path, {(kind, own): key for _row, (kind, own, key) in rows})

    def of(self, kind: str, ids: Sequence[str]) -> list[str]:
        """The key of every id; new ones are drawn and kept."""
        if self.path is None:
            return list(ids)
        fresh = {(kind, own): _drawn() for own in ids if (kind, own) not in self.known}
        if fresh:
            self.known |= fresh
            write_table(self.path, ("kind", "id", "key"), [(*pair, key) for pair, key in self.known.items()])
        return [self.known[kind, own] for own in ids]

    def id_of(self, kind: str) -> Callable[[str], str]:
        """From key back to id; what is not known stays as it is."""
        back = {key: own for (sort, own), key in self.known.items() if sort == kind}
        return lambda key: back.get(key, key)


def _drawn() -> str:
    """A key of 80 random bits that cannot be taken for a formula or a number."""
    return "k" + "".join(secrets.choice(LETTERS) for _ in range(16))


@dataclass(frozen=True, slots=True)
class Scored:
    """Ballots under keys, with the lists they came from and a way back to the ids."""

    ballots: Ballots
    entries: Listed | None
    keys: Keys


def scored(asked: Any) -> Scored:
    """The ballots of --ballots, checked against the lists; Trouble with every fault by row and column."""
    entries = listed(asked.entries, "entry") if asked.entries else None
    judges = listed(asked.judges, "judge") if asked.judges else None
    plain = _ballots(asked.ballots, rubric(asked.rubric), entries, judges)
    keys = Keys.at(asked.keys)
    named = Ballots(
        plain.rubric,
        tuple(keys.of("entry", plain.entries)),
        tuple(keys.of("judge", plain.judges)),
        plain.entry,
        plain.judge,
        plain.scores,
        plain.tracks,
    )
    return Scored(named, entries, keys)


def _ballots(path: Path, tree: Rubric, entries: Listed | None, judges: Listed | None) -> Ballots:
    table = read_table(path, *COLUMNS)
    tracks = dict(zip(entries.ids, entries.column("track"), strict=True)) if entries else None
    known = (entries.ids if entries else None, judges.ids if judges else None)
    try:
        return read_ballots(_every_row(table), tree, entries=known[0], judges=known[1], tracks=tracks)
    except BallotFaults as error:
        found = [Fault(str(path), one.row, table.said(one.column), one.code, one.zh, one.en) for one in error.faults]
        raise bad(*found, count=error.count) from error


def _every_row(table: Table) -> Iterator[Sequence[str]]:
    """The rows of scores, with nothing in the place of empty ones, so that rows keep their numbers."""
    last = 1
    for number, cells in table.numbered(*COLUMNS):
        yield from [()] * (number - last - 1)
        yield cells
        last = number
