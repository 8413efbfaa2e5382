"""Tables for Excel and the like: Chinese comes through, and no cell is ever run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse

from baigong.kit.files.downloads import disposition

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
CHUNK = 2000  # rows in one piece of the answer
MARK = "\ufeff"  # without it Excel reads the file as something else than UTF-8


class _Line:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: object) -> str:
    """The value as text; what a spreadsheet would take for a formula is shown as it was typed."""
    text = "" if value is None else str(value)
    if not text.lstrip(" \u3000").startswith(FORMULA):
        return text
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return text if is_number else f"'{text}"


def lines(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the file, many lines at a time."""
    writer: Any = csv.writer(_Line())
    yield MARK + writer.writerow([safe_cell(cell) for cell in head])
    written = (writer.writerow([safe_cell(cell) for cell in row]) for row in rows)
    while piece := "".join(islice(written, CHUNK)):
        yield piece


def csv_response(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """Stream a table; its size never stands in memory."""
    response = StreamingHttpResponse(lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
