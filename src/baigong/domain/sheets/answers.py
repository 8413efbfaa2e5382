"""What counts as an answer: tidied, checked with a sentence, shown as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.editions.document.sheets import FILE_KINDS, NUMBER_KINDS, Column, Question
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.sheets.queries import Answers, asked, given
from baigong.kit.text import clean, clean_line, count_zi

Value = Any
NUMBER = re.compile(r"-?\d+(\.\d+)?")
LONGEST_ANSWER = 100_000
LONGEST_LIST = 200


def is_empty(value: Value) -> bool:
    """Nothing was answered: no text, no picks, no rows with anything in them, no tick."""
    if isinstance(value, Mapping):
        return all(is_empty(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(inner) for inner in value)
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def tidy(question: Question, raw: Value) -> Value:
    """An answer as it is kept. What cannot be understood is kept as it was typed, and `fault` says so."""
    return TIDY.get(question.kind, _same)(raw)


def _same(raw: Value) -> Value:
    return raw


def _tidy_text(raw: Value) -> Value:
    return clean(raw) if isinstance(raw, str) else raw


def _tidy_line(raw: Value) -> Value:
    return clean_line(raw) if isinstance(raw, str) else raw


def _tidy_number(raw: Value) -> Value:
    if not isinstance(raw, str):
        return raw
    bare = clean_line(raw).replace(",", "").replace("，", "")
    if not NUMBER.fullmatch(bare):
        return clean_line(raw) or None
    return float(bare) if "." in bare else int(bare)


def _tidy_list(raw: Value) -> Value:
    many = raw if isinstance(raw, list | tuple) else [raw]
    return [one for one in map(_tidy_cells, many) if not is_empty(one)]


def _tidy_cells(one: Value) -> Value:
    if isinstance(one, Mapping):
        return {str(key): _tidy_line(cell) for key, cell in one.items()}
    return _tidy_line(one)


TIDY: dict[str, Callable[[Value], Value]] = {
    "short": _tidy_line,
    "long": _tidy_text,
    "number": _tidy_number,
    "money": _tidy_number,
    "date": _tidy_line,
    "choice": _tidy_line,
    **dict.fromkeys(("choices", "table", "link", "person", "unit", "record", *FILE_KINDS), _tidy_list),
}


def check_answers(questions: Questions, answers: Answers, *, track: str, complete: bool = True) -> dict[str, str]:
    """A sentence for every question whose answer does not do; without `complete`, gaps are no fault yet."""
    found: dict[str, str] = {}
    for question in asked(questions, answers, track=track):
        if sentence := fault(question, answers.get(question.key), complete=complete):
            found[question.key] = sentence
    return found


def fault(question: Question, value: Value, *, complete: bool = True) -> str:
    """Empty when the answer does, else what is the matter and the way out."""
    if is_empty(value):
        return _("This is still missing.") if complete and question.required else ""
    return CHECKS[question.kind](question, value)


def _text(question: Question, value: Value) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ANSWER:
        return _("This is not a text.")
    over = count_zi(value) - question.limit if question.limit else 0
    if over <= 0:
        return ""
    return ngettext(
        "{n} 字 too many. Your text is kept; shorten it before you submit.",
        "{n} 字 too many. Your text is kept; shorten it before you submit.",
        over,
    ).format(n=over)


def _number(question: Question, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("Write a number, in digits.")
    if question.lowest is not None and value < question.lowest:
        return _("At least {n}.").format(n=f"{question.lowest:,}")
    if question.highest is not None and value > question.highest:
        return _("At most {n}.").format(n=f"{question.highest:,}")
    return ""


def as_date(value: Value) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _date(_question: Question, value: Value) -> str:
    return "" if as_date(value) else _("Write the date as 2026-05-03.")


def _period(_question: Question, value: Value) -> str:
    first, last = (as_date(value.get(end)) for end in ("from", "to")) if isinstance(value, Mapping) else (None, None)
    if first is None or last is None:
        return _("Write both dates as 2026-05-03.")
    return "" if first <= last else _("The end is before the beginning. Swap the two.")


def _picks(question: Question, value: Value) -> str:
    known = {choice.key for choice in question.choices}
    if question.kind == "choice" and not isinstance(value, str):
        return _("Choose one.")
    if not given(value) <= known:
        return _("This cannot be chosen any more. Choose again.")
    return _count(question, list(given(value)))


def _count(question: Question, value: Value) -> str:
    if not isinstance(value, list | tuple):
        return _("This is not a list.")
    most = question.at_most or LONGEST_LIST
    over = len(value) - most
    return _("At most {n}; take {over} away.").format(n=most, over=over) if over > 0 else ""


def _rows(question: Question, value: Value) -> str:
    if sentence := _count(question, value):
        return sentence
    for number, row in enumerate(value, start=1):
        if sentence := _row(question, row):
            return _("Row {n}: {sentence}").format(n=number, sentence=sentence)
    return ""


def _row(question: Question, row: Value) -> str:
    if not isinstance(row, Mapping):
        return _("this is not a row.")
    for column in question.columns:
        if sentence := _cell(column, row.get(column.key)):
            return sentence
    return ""


def _cell(column: Column, cell: Value) -> str:
    if is_empty(cell):
        return _("“{name}” is missing.").format(name=column.name) if column.required else ""
    if column.kind in NUMBER_KINDS and not _is_number(cell):
        return _("“{name}” must be a number.").format(name=column.name)
    if column.kind == "date" and as_date(cell) is None:
        return _("“{name}” must be a date like 2026-05-03.").format(name=column.name)
    return ""


def _is_number(cell: Value) -> bool:
    return isinstance(_tidy_number(cell), int | float)


def _links(question: Question, value: Value) -> str:
    many = value if isinstance(value, list | tuple) else [value]
    for link in many:
        parts = urlsplit(link) if isinstance(link, str) else None
        if parts is None or parts.scheme not in {"http", "https"} or "." not in parts.netloc:
            return _("Write the whole address, beginning with https://.")
    return _count(question, many)


def _people(question: Question, value: Value) -> str:
    many = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(one, Mapping) and is_empty(one.get("name")) for one in many):
        return _("A name is missing.")
    return _count(question, many)


def _records(question: Question, value: Value) -> str:
    many = value if isinstance(value, list | tuple) else [value]
    counts = [one.get("holders") for one in many if isinstance(one, Mapping)]
    if any(not is_empty(count) and not _is_number(count) for count in counts):
        return _("Write how many people hold it as a number.")
    return _people(question, value)


def _consent(_question: Question, value: Value) -> str:
    return "" if value is True else _("Tick it if you agree.")


CHECKS: dict[str, Callable[[Question, Value], str]] = {
    "short": _text,
    "long": _text,
    "number": _number,
    "money": _number,
    "date": _date,
    "period": _period,
    "choice": _picks,
    "choices": _picks,
    "table": _rows,
    "link": _links,
    "person": _people,
    "unit": _count,
    "record": _records,
    "consent": _consent,
    **dict.fromkeys(FILE_KINDS, _count),
}
