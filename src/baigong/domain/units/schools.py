"""Reads the ministry's lists of schools, with everything that is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baigong.kit.tables import BrokenTable, rows_of
from baigong.kit.taiwan import counties, numbers
from baigong.kit.text import clean_line

# What the columns are called in the files of the years; the order differs from file to file.
COLUMNS = {
    "code": ("代碼", "學校代碼", "代號", "學校代號"),
    "name": ("學校名稱", "名稱", "機構名稱"),
    "county": ("縣市名稱", "縣市", "縣市別"),
    "address": ("地址", "學校地址"),
    "system": ("體系別",),
    "level": ("學校級別", "級別", "等級"),
}
NEEDED = ("code", "name", "county")
PREFIX = re.compile(r"^\[[^\]]*\]\s*")  # [38]臺北市, [116]臺北市文山區…, [2]技職
DISTRICT = re.compile(r"^\S{2}[縣市](\S{1,4}?[鄉鎮市區])")
ENCODINGS = ("utf-8-sig", "cp950")


@dataclass(frozen=True, slots=True)
class School:
    """One row that can be used."""

    code: str
    name: str
    county: str
    district: str
    level: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that cannot, and why; row 1 is the head."""

    row: int
    sentence: str

    def __str__(self) -> str:
        return _("Row {n}: {sentence}").format(n=self.row, sentence=self.sentence)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds."""

    schools: tuple[School, ...]
    faults: tuple[Fault, ...]


def read(data: bytes, *, level: str = "") -> Reading:
    """The schools of one file; `level` is what they are where the file does not say."""
    text = decoded(data)
    if text is None:
        return Reading((), (Fault(1, _("This is not a text file in UTF-8 or Big5.")),))
    try:
        rows = rows_of(text)
    except BrokenTable as broken:
        return Reading((), (Fault(broken.row, broken.reason),))
    start = next((n for n, row in enumerate(rows) if _places(row).keys() >= set(NEEDED)), None)
    if start is None:
        return Reading((), (Fault(1, _("There is no line with the columns for code, name and county.")),))
    places = _places(rows[start])
    found = list(_read_rows(rows[start + 1 :], places, first=start + 2, level=level))
    schools = tuple(one for one in found if isinstance(one, School))
    return Reading(schools, tuple(one for one in found if isinstance(one, Fault)))


def decoded(data: bytes) -> str | None:
    """The text of a file in one of the two encodings that occur."""
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _places(row: list[str]) -> dict[str, int]:
    """Where each known column stands."""
    heads = [clean_line(cell) for cell in row]
    named = {key: next((heads.index(name) for name in names if name in heads), -1) for key, names in COLUMNS.items()}
    return {key: place for key, place in named.items() if place >= 0}


def _read_rows(rows: list[list[str]], places: dict[str, int], *, first: int, level: str) -> Iterator[School | Fault]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=first):
        if not any(cell.strip() for cell in row):
            continue
        cells = {key: clean_line(row[place]) if place < len(row) else "" for key, place in places.items()}
        one = _once(_school(cells, level=level), seen)
        if isinstance(one, str):
            yield Fault(number, one)
        else:
            seen[one.code] = number
            yield one


def _once(one: School | str, seen: dict[str, int]) -> School | str:
    if isinstance(one, School) and one.code in seen:
        return _("The code {code} stands in row {n} already.").format(code=one.code, n=seen[one.code])
    return one


def _code(cell: str) -> str:
    code = numbers.tidy(cell.removeprefix("=")).strip('"')
    has_lost_zero = code.isdigit() and len(code) in {3, 5}  # Excel has eaten it
    return f"0{code}" if has_lost_zero else code


def _school(cells: dict[str, str], *, level: str) -> School | str:
    """The school of a row, or the sentence that says why there is none."""
    code = _code(cells["code"])
    if not numbers.is_school_code(code):
        return _("“{code}” is no school code.").format(code=cells["code"])
    name = cells["name"]
    if not name:
        return _("The name is missing.")
    county = counties.find_county(PREFIX.sub("", cells["county"]))
    if county is None:
        return _("“{county}” is none of the 22 counties and cities.").format(county=cells["county"])
    kind = PREFIX.sub("", cells.get("level") or cells.get("system") or "") or level
    return School(code, name, county.name.zh, _district(cells.get("address", "")), kind)


def _district(address: str) -> str:
    found = DISTRICT.match(PREFIX.sub("", address).replace(" ", ""))
    return found[1] if found else ""
