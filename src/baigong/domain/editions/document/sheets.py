"""The questions an entry answers."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from baigong.domain.editions.document.parts import Count, Key, Keys, Leaf, Line, Number, Part, Some, Text

Kind = Literal[
    "short", "long", "number", "money", "date", "period", "choice", "choices", "table",
    "file", "picture", "video", "link", "person", "unit", "record", "consent",
]  # fmt: skip
CellKind = Literal["short", "number", "money", "date"]

KINDS: tuple[str, ...] = get_args(Kind)
TEXT_KINDS = ("short", "long")
NUMBER_KINDS = ("number", "money")
CHOICE_KINDS = ("choice", "choices")
FILE_KINDS = ("file", "picture", "video")


class Choice(Leaf):
    """One answer that can be picked."""

    key: Key
    text: Text


class Column(Leaf):
    """One column of a table question."""

    key: Key
    name: Text
    kind: CellKind = "short"
    required: bool = False


class When(Leaf):
    """A question is asked only when an earlier one was answered with one of these."""

    question: Key
    has: tuple[Line, ...]


class Question(Part):
    """One question; its limit counts 字; what is public may stand in the library when the team agrees."""

    key: Key
    kind: Kind
    text: Text
    help: Text | None = None
    example: Text | None = None
    required: bool = False
    limit: Annotated[int, Field(ge=1, le=20_000)] | None = None
    lowest: Number | None = None
    highest: Number | None = None
    measure: Text | None = None
    at_most: Some | None = None
    tracks: Keys = ()
    when: When | None = None
    public: bool = False
    identifies: bool = False
    speaks_to: Key | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()


class Section(Part):
    """Questions that belong on one page."""

    key: Key
    name: Text
    text: Text | None = None
    questions: tuple[Question, ...]


class Sheet(Part):
    """A set of questions: the entry itself, or what one prize asks on top."""

    key: Key
    name: Text
    use: Literal["entry", "prize", "calibration"] = "entry"
    tracks: Keys = ()
    minutes: Count = 0
    sections: tuple[Section, ...]

    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)
