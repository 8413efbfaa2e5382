"""Reads and writes tables: CSV as spreadsheets save it (BOM, semicolons, CRLF), or a JSON list of objects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from .trouble import Trouble, wrong_file

#: Headings under which a column may stand, beside its own name.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "entry": ("參賽案", "件號", "編號", "案號"),
    "judge": ("評審", "委員", "評審委員"),
    "criterion": ("項目", "評分項目", "指標"),
    "score": ("分數", "評分", "得分"),
    "weight": ("權重", "配分"),
    "low": ("最低", "最低分"),
    "high": ("最高", "最高分"),
    "step": ("級距",),
    "group": ("類", "大項"),
    "bonus": ("加分",),
    "track": ("組別", "組", "類別"),
    "region": ("地區", "區域", "機構"),
    "affinity": ("契合度",),
    "reads": ("審閱數",),
    "most": ("最多",),
    "least": ("最少",),
}
EXCEL = b"PK\x03\x04"


def text_of(path: Path) -> str:
    """A file's text; Trouble for an encoding that cannot be read, with the way out."""
    raw = path.read_bytes()
    if raw.startswith(EXCEL):
        zh = "這是 Excel 活頁簿；請在 Excel 另存為「CSV UTF-8（逗號分隔）」。"
        raise wrong_file(path, "workbook", zh, "this is an Excel workbook; save it as “CSV UTF-8”.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(path, raw, "utf-16")
    return _decoded(path, raw, "utf-8-sig")


def _decoded(path: Path, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(path, raw, error.start) from error


def _unreadable(path: Path, raw: bytes, place: int) -> Trouble:
    row = raw.count(b"\n", 0, place) + 1
    try:
        raw.decode("cp950")
    except UnicodeDecodeError:
        return wrong_file(path, "encoding", "編碼不是 UTF-8。", "the encoding is not UTF-8.", row=row)
    zh = "編碼像是 Big5，不是 UTF-8；請在 Excel 另存為「CSV UTF-8（逗號分隔）」。"
    return wrong_file(path, "big5", zh, "this looks like Big5, not UTF-8; save it as “CSV UTF-8”.", row=row)


class Table:
    """A table's rows under the columns asked for, each with its number (the heading is row 1)."""

    def __init__(self, path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.path, self.heading = path, [name.strip() for name in heading]
        self._rows = rows

    def place(self, column: str) -> int | None:
        """Where a column stands, under its own name or one people use for it."""
        names = [name.lower() for name in self.heading]
        found = [names.index(name) for name in (column, *ALIASES.get(column, ())) if name in names]
        return found[0] if found else None

    def said(self, column: str) -> str:
        """The heading under which a column stands in the file."""
        at = self.place(column)
        return column if at is None else self.heading[at]

    def need(self, *columns: str) -> None:
        """Raise Trouble for the first column that is not there."""
        for column in columns:
            if self.place(column) is None:
                other = "、".join(ALIASES.get(column, ()))
                zh = (
                    f"第 1 列沒有「{column}」欄{f'（或{other}）' if other else ''}；有的是：{'、'.join(self.heading)}。"
                )
                en = f"the heading has no column “{column}” (it has {', '.join(self.heading)})."
                raise wrong_file(self.path, "no_column", zh, en, row=1, column=column)

    def numbered(self, *columns: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and the cells of these columns of every row that is not empty; "" where there is none."""
        at = [self.place(column) for column in columns]
        for number, row in enumerate(self._rows, 2):
            if any(row):
                yield number, [_plain(row[i]) if i is not None and i < len(row) else "" for i in at]


def read_table(path: Path, *columns: str) -> Table:
    """The table in a CSV or JSON file; Trouble when it is empty or lacks one of the columns."""
    table = _from_json(path) if path.suffix.lower() == ".json" else _from_csv(path)
    table.need(*columns)
    return table


def _from_csv(path: Path) -> Table:
    text = text_of(path)
    first = text.partition("\n")[0]
    if not first.strip() or "\0" in first:
        raise wrong_file(path, "empty_table", "檔案是空的，或不是文字檔。", "the file is empty or not a text file.")
    delimiter = max(",;\t", key=first.count)
    rows = _safely(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return Table(path, next(rows), rows)


def _safely(path: Path, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, a broken one named."""
    number = 1
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise wrong_file(
                path, "broken_row", f"這一列讀不懂：{error}。", f"cannot be read: {error}.", row=number
            ) from error
        number += 1


def json_at(path: Path) -> Any:
    """What a JSON file says."""
    try:
        return json.loads(text_of(path))
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 0)
        raise wrong_file(
            path, "not_json", f"不是正確的 JSON：{error}。", f"not valid JSON: {error}.", row=row
        ) from error


def _from_json(path: Path) -> Table:
    rows = json_at(path)
    if not isinstance(rows, list) or not rows or {type(row) for row in rows} != {dict}:
        raise wrong_file(path, "not_a_table", "應是一串物件，每個物件一列。", "should be a list of objects, one a row.")
    heading = list(dict.fromkeys(chain.from_iterable(rows)))
    return Table(path, heading, (list(map(_cell, map(row.get, heading))) for row in rows))


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table as CSV (UTF-8, read by spreadsheets too) or, by the file's name, as JSON."""
    if path.suffix.lower() == ".json":
        listed = [dict(zip(heading, row, strict=True)) for row in rows]
        path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(heading)
        out.writerows([[safe(cell) for cell in row] for row in rows])


#: How a formula would begin.
FORMULA = frozenset("=+-@")


def _plain(cell: str) -> str:
    """A cell without the spaces around it and without the sign that `safe` put before it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell
