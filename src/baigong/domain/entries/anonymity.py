"""Finds the words that tell whose an entry is, and covers them for those who read it blind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from baigong.domain.editions.document.sheets import Question
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import files_of, questions
from baigong.domain.entries.states import MemberState
from baigong.domain.sheets.queries import asked
from baigong.domain.units.naming import bare_name, fold, short_name
from baigong.kit.files.models import Words

BAR = "▇▇"
AROUND = 12
HIDDEN = frozenset({"person", "unit", "record", "consent", "file", "picture", "video", "choice", "choices"})
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST = 2
MOST_OF_A_DOCUMENT = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that tells, where it stands, and what is around it."""

    question: str
    name: str
    word: str
    before: str
    after: str
    is_in_file: bool = False


def is_read_blind(entry: Entry) -> bool:
    """Whether judges of its edition read without names."""
    return any(stage.blind for stage in document_of(entry.edition).rounds)


def telling_words(entry: Entry) -> frozenset[str]:
    """Names of units and what they are called for short, of members and the team, and addresses; folded."""
    words = {entry.team}
    for row in entry.entry_units.all():
        words |= {row.unit.name, row.unit.name_en, row.unit.mail_domain, *short_names(row.unit.name)}
    for member in entry.members.all():
        if member.state != MemberState.LEFT:
            words |= {member.name, member.name_en, member.email}
    return frozenset(folded for word in words if len(folded := fold(word)) >= SHORTEST)


def short_names(name: str) -> set[str]:
    """What a unit is called for short, where that still says which one."""
    return {one for one in (bare_name(name), short_name(name)) if len(one) > SHORTEST}


def hits(entry: Entry, answers: Mapping[str, Any]) -> list[Hit]:
    """Every telling word in what judges would read, in the order of the sheet; of a document the first few."""
    words = sorted(telling_words(entry), key=len, reverse=True)
    found = [hit for question, text in _read(entry, answers) for hit in _in(question, fold(text), words)]
    return list(dict.fromkeys([*found, *_in_documents(entry, answers, words)]))


def _sheet(entry: Entry, answers: Mapping[str, Any]) -> dict[str, Question]:
    """What this entry was asked, by key."""
    return {question.key: question for question in asked(questions(entry), answers, track=entry.track.key)}


def _in_documents(entry: Entry, answers: Mapping[str, Any], words: list[str]) -> Iterator[Hit]:
    """No bar covers a word inside a document; its file is named instead of its question."""
    sheet = _sheet(entry, answers)
    files = [file for file in files_of(entry, answers) if file.question in sheet]
    if not files:
        return
    texts = dict(Words.objects.filter(file__in=[one.file_id for one in files]).values_list("file_id", "text"))
    for one in files:
        question = sheet[one.question]
        if not question.identifies and one.file_id in texts:
            told = islice(_in(question, fold(texts[one.file_id]), words), MOST_OF_A_DOCUMENT)
            yield from (replace(hit, name=one.file.name, is_in_file=True) for hit in told)


def _read(entry: Entry, answers: Mapping[str, Any]) -> Iterator[tuple[Question, str]]:
    sheet = _sheet(entry, answers)
    for question in filter(_is_read, sheet.values()):
        yield from ((question, text) for text in _texts(answers.get(question.key)))
    shown = (file for file in files_of(entry, answers) if file.caption and file.question in sheet)
    yield from ((sheet[file.question], file.caption) for file in shown)


def _is_read(question: Question) -> bool:
    """Whether blind judges see the answer as words."""
    return not question.identifies and question.kind not in HIDDEN


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _in(question: Question, text: str, words: Iterable[str]) -> Iterator[Hit]:
    """Longer words first; what one has found the next does not find again inside it."""
    taken: list[range] = []
    addresses = dict.fromkeys(ADDRESS.findall(text)) if "@" in text else ()
    for word in (*(word for word in words if word in text), *addresses):
        for found in re.finditer(re.escape(word), text):
            start, end = found.span()
            if any(start < one.stop and end > one.start for one in taken):
                continue
            taken.append(range(start, end))
            around = (text[max(0, start - AROUND) : start], text[end : end + AROUND])
            yield Hit(question.key, str(question.text), word, *around)


def cover(value: Any, words: Iterable[str]) -> Any:
    """The same answers with a bar over every such word, however it was spelt."""
    patterns = [_pattern(word) for word in sorted(words, key=len, reverse=True)]
    return _covered(value, patterns) if patterns else value


def _pattern(word: str) -> re.Pattern[str]:
    """Matches a folded word in text that is not folded: either 臺, either width, either case."""
    return re.compile("".join(_either(one) for one in word), re.IGNORECASE)


def _either(letter: str) -> str:
    wide = chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else ""
    forms = {letter, letter.upper() if len(letter.upper()) == 1 else letter, wide, "台" if letter == "臺" else ""}
    return f"[{''.join(re.escape(one) for one in sorted(forms) if one)}]"


def _covered(value: Any, patterns: list[re.Pattern[str]]) -> Any:
    if isinstance(value, str):
        for pattern in patterns:
            value = pattern.sub(BAR, value)
        return value
    if isinstance(value, Mapping):
        return {key: _covered(inner, patterns) for key, inner in value.items()}
    return [_covered(inner, patterns) for inner in value] if isinstance(value, list | tuple) else value
