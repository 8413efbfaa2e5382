"""Reads tables that people paste or send as CSV."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from baigong.kit.errors import BadInput


class BrokenTable(BadInput):
    """A row cannot be read; `row` is its number, the first is 1, and `reason` says why."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.reason = _(
            "One of its cells holds more than {most} characters. Often the quotation mark that should end a cell is"
            " missing. Put it right in the table and send it again; nothing was changed."
        ).format(most=f"{csv.field_size_limit():,}")
        super().__init__(_("Row {n}: {sentence}").format(n=row, sentence=self.reason))


def rows_of(text: str) -> list[list[str]]:
    """Every row, with any kind of line end; raises BrokenTable."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=None)))
    except csv.Error as error:
        raise BrokenTable(len(rows) + 1) from error
    return rows
