"""What changed between two texts, as pieces that are the same, gone or new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from baigong.domain.editions.document.sheets import Question
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import Answers, file_questions, questions
from baigong.domain.sheets.answers import is_empty
from baigong.domain.sheets.showing import Shown, shown

# A character of Chinese stands for itself; a run of other letters, or of space, is one piece.
PIECE = re.compile(r"[a-zA-Z0-9_]+|\s+|.", re.DOTALL)
LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose answer differs."""

    question: Question
    pieces: tuple[Piece, ...]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one text to the other; very long texts are shown one after the other."""
    if len(before) + len(after) > LONGEST:
        return (Piece("gone", before), Piece("new", after))
    return tuple(_pieces(PIECE.findall(before), PIECE.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, left, left_end, right, right_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[left:left_end]))
            continue
        if left_end > left:
            yield Piece("gone", "".join(before[left:left_end]))
        if right_end > right:
            yield Piece("new", "".join(after[right:right_end]))


def changes(asked: tuple[Question, ...], before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """The questions whose answers differ between two versions, in order."""
    found = []
    for question in asked:
        old, new = before.get(question.key), after.get(question.key)
        if old != new and not (is_empty(old) and is_empty(new)):
            found.append(Change(question, pieces(as_text(question, old), as_text(question, new))))
    return found


def changes_of(entry: Entry, before: Answers, after: Answers) -> list[Change]:
    """The same for two versions of an entry; files stand there by their names."""
    names = dict(entry.evidence.values_list("public_id", "file__name"))
    keys = file_questions(entry)
    old, new = (
        {key: [names.get(one, one) for one in value or ()] if key in keys else value for key, value in version.items()}
        for version in (before, after)
    )
    return changes(questions(entry).questions(), old, new)


def as_text(question: Question, value: Any) -> str:
    """An answer as plain lines."""
    return "" if is_empty(value) else lines_of(shown(question, value))


def lines_of(one: Shown) -> str:
    """What is shown, as plain lines."""
    if one.rows:
        return "\n".join("｜".join(row) for row in one.rows)
    return "\n".join(one.items) or one.text
