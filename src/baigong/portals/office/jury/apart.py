"""Entries whose judges are far apart, as the dashboard shows them, with the reader who is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.office import JudgeLine


@dataclass(frozen=True, slots=True)
class Apart:
    """The two farthest totals of one entry; `row` names the proposed read as the list of reads by hand takes it.

    Ends that are hidden from the viewer are None, and by nobody.
    """

    code: str
    title: str
    low: float | None
    low_by: str
    high: float | None
    high_by: str
    spread: float | None
    is_beyond: bool
    wants: bool
    reader: str
    row: str


def apart_lines(
    found: Iterable[Mapping[str, Any]], judges: Iterable[JudgeLine], *, titles: Mapping[str, str]
) -> list[Apart]:
    """The lines about entries whose titles the viewer may see."""
    known = {judge.key: judge for judge in judges}
    return [_line(row, titles[row["entry"]], known) for row in found if row["entry"] in titles]


def _line(row: Mapping[str, Any], title: str, known: Mapping[str, JudgeLine]) -> Apart:
    names = {end: _named(row.get(end), known) for end in ("low_by", "high_by")}
    reader = known.get(row.get("judge", ""))
    return Apart(
        code=code_of(row["entry"]),
        title=title,
        low=row.get("low"),
        high=row.get("high"),
        spread=row.get("spread"),
        is_beyond=row.get("is_beyond", False),
        wants=row.get("wants", False),
        reader=reader.name if reader else "",
        row=f"{row['entry']},{reader.public_id}" if reader else "",
        **names,
    )


def _named(key: str | None, known: Mapping[str, JudgeLine]) -> str:
    if key is None:
        return ""
    return known[key].name if key in known else "–"
