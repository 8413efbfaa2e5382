"""An entry set for reading: parts with blocks, without anything that says whose it is where the round is blind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import FILE_KINDS, Question
from baigong.domain.entries.anonymity import cover
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import Answers, files_of, submitted_answers
from baigong.domain.sheets.answers import is_empty
from baigong.domain.sheets.queries import asked_sections, questions_of
from baigong.kit.text import count_zi

HIDDEN_KINDS = frozenset({"person", "unit", "record", "consent"})
TITLES = frozenset({"title", "title_en"})  # the heading says them
PICTURES = ("image/jpeg", "image/png", "image/webp")
ZI_A_MINUTE = 350


@dataclass(frozen=True, slots=True)
class Figure:
    """A file that belongs to an answer, under a name that says nothing."""

    evidence: str
    name: str
    caption: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One answer as it is read: a text, a short fact, a table, links, or files."""

    kind: str
    label: str
    text: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole entry: its title, parts by name, and how long it takes to read."""

    title: str
    parts: list[tuple[str, list[Block]]]
    minutes: int


def text_of(entry: Entry, *, blind: bool) -> Text:
    """The version that was handed in, part by part."""
    handed_in = submitted_answers(entry)
    covered = entry.covered if blind else ()
    answers = cover(handed_in, covered)
    figures = _figures(entry, handed_in, blind=blind)
    sections = asked_sections(questions_of(entry.sheet), answers, track=entry.track.key)
    drawn = partial(_blocks, answers=answers, figures=figures, blind=blind)
    parts = [(str(section.name), list(chain.from_iterable(map(drawn, questions)))) for section, questions in sections]
    minutes = _minutes(chain.from_iterable(blocks for _name, blocks in parts))
    return Text(cover(entry.title, covered), [part for part in parts if part[1]], minutes)


def _minutes(blocks: Iterable[Block]) -> int:
    return max(1, round(sum(count_zi(block.text) for block in blocks) / ZI_A_MINUTE))


def _blocks(
    question: Question, *, answers: Mapping[str, Any], figures: Mapping[str, list[Figure]], blind: bool
) -> Iterator[Block]:
    if question.kind in HIDDEN_KINDS or question.key in TITLES or (blind and question.identifies):
        return
    label, value = str(question.text), answers.get(question.key)
    if question.kind in FILE_KINDS:
        if found := figures.get(question.key):
            yield Block("files", label, figures=found)
    elif not is_empty(value):
        yield _block(question, label, value)


def _block(question: Question, label: str, value: Any) -> Block:
    if question.kind == "table":
        return _table(question, label, value)
    if question.kind == "link":
        return Block("links", label, items=list(map(_address, value if isinstance(value, list) else [value])))
    if question.kind == "long":
        return Block("text", label, text=str(value))
    return Block("fact", label, text=_fact(question, value))


def _table(question: Question, label: str, value: Any) -> Block:
    head = [str(column.name) for column in question.columns]
    rows = [[str(row.get(column.key, "")) for column in question.columns] for row in value]
    return Block("table", label, head=head, rows=rows)


def _address(link: Any) -> str:
    return str(link.get("url", "") if isinstance(link, dict) else link)


def _fact(question: Question, value: Any) -> str:
    names = {choice.key: choice.text for choice in question.choices}
    if isinstance(value, list):
        return "、".join(str(names.get(str(one), one)) for one in value)
    if isinstance(value, dict):
        return " – ".join(str(one) for one in value.values() if one)
    measure = f" {question.measure}" if question.measure else ""
    return f"{names.get(str(value), value)}{measure}"


def served(evidence: Evidence, *, blind: bool) -> Any:
    """The file to hand out: the copy without metadata where there is one, and nothing else in a blind round."""
    copy = getattr(evidence.file, "clean_copy", None)
    return copy or (None if blind else evidence.file)


def _figures(entry: Entry, answers: Answers, *, blind: bool) -> dict[str, list[Figure]]:
    figures: dict[str, list[Figure]] = {}
    for number, evidence in enumerate(files_of(entry, answers), 1):
        stored = served(evidence, blind=blind)
        if stored is None:
            continue
        is_picture = stored.media_type in PICTURES
        caption = cover(evidence.caption, entry.covered if blind else ())
        name = (_("Figure %(n)d") if is_picture else _("Attachment %(n)d")) % {"n": number}
        figures.setdefault(evidence.question, []).append(Figure(evidence.public_id, name, caption, is_picture))
    return figures
