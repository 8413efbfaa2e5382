"""An answer as a reader sees it: words, or rows of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import CHOICE_KINDS, FILE_KINDS, NUMBER_KINDS, Question
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.sheets.answers import as_date, is_empty
from baigong.domain.sheets.queries import Answers, asked, given
from baigong.kit.taiwan.dates import date_text


@dataclass(frozen=True, slots=True)
class Shown:
    """One answered question: a text (Markdown where `form` says so), a list, a table or the ids of files."""

    question: Question
    form: Literal["text", "markdown", "list", "table", "files"]
    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def shown_answers(questions: Questions, answers: Answers, *, track: str, public: bool = False) -> tuple[Shown, ...]:
    """The answered questions in order; with `public` only those that may stand in the library."""
    put = (question for question in asked(questions, answers, track=track) if question.public or not public)
    return tuple(shown(q, answers[q.key]) for q in put if not is_empty(answers.get(q.key)))


def shown(question: Question, value: Any) -> Shown:
    """One answer; what does not fit its question is shown as it was typed."""
    many = tuple(value) if isinstance(value, list | tuple) else (value,)
    if question.kind in FILE_KINDS:
        return Shown(question, "files", items=tuple(map(str, many)))
    if question.kind in CHOICE_KINDS:
        return Shown(question, "list", items=_picked(question, value))
    if question.kind in {"table", "record", "person"}:
        return _table(question, many)
    if question.kind in {"link", "unit"}:
        return Shown(question, "list", items=tuple(map(str, many)))
    return Shown(question, "markdown" if question.kind == "long" else "text", text=_words(question, value))


def _picked(question: Question, value: object) -> tuple[str, ...]:
    keys = given(value)
    return tuple(str(choice.text) for choice in question.choices if choice.key in keys)


def _table(question: Question, rows: tuple[Any, ...]) -> Shown:
    columns = columns_of(question)
    cells = tuple(
        tuple(str(row.get(key) or "") for key, _label, _is_number in columns)
        for row in rows
        if isinstance(row, Mapping)
    )
    return Shown(question, "table", head=tuple(label for _key, label, _is_number in columns), rows=cells)


def columns_of(question: Question) -> tuple[tuple[str, str, bool], ...]:
    """What a row of the answer holds: key, heading, whether it is a number."""
    if question.kind == "record":
        return (
            ("name", _("Name"), False),
            ("level", _("Level"), False),
            ("date", _("Date"), False),
            ("holders", _("Holders"), True),
        )
    if question.kind == "person":
        return (("name", _("Person's name"), False), ("role", _("What the person does"), False))
    return tuple((column.key, str(column.name), column.kind in NUMBER_KINDS) for column in question.columns)


def _words(question: Question, value: Any) -> str:
    if question.kind == "period" and isinstance(value, Mapping):
        return " – ".join(_day(value.get(end)) for end in ("from", "to"))
    if question.kind == "date":
        return _day(value)
    if question.kind == "consent":
        return _("Agreed")
    return _amount(question, value) if isinstance(value, int | float) else str(value)


def _day(value: object) -> str:
    day = as_date(value)
    return str(date_text(day)) if day else str(value or "")


def _amount(question: Question, value: float) -> str:
    if question.kind == "money":
        return _("NT$ {n}").format(n=f"{value:,}")
    return f"{value:,} {question.measure}" if question.measure else f"{value:,}"
