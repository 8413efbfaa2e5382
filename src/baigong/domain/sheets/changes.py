"""What became of the questions between two versions of a sheet: told to those who write, and what would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baigong.domain.editions.document.differences import diff
from baigong.domain.editions.document.sheets import Question
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.kit.text import Bilingual

NEW = Bilingual("新的題目", "New question")
GONE = Bilingual("不再問了", "No longer asked")
UNTOLD = frozenset({"speaks_to"})  # a matter of the rubric, not of writing


@dataclass(frozen=True, slots=True)
class Changed:
    """One question, and in a few lines what is different about it."""

    question: Question
    lines: tuple[Bilingual, ...]


def changed(before: Questions, after: Questions, *, track: str) -> list[Changed]:
    """The questions of a track that are new, different or gone, in the order of the newer sheet."""
    old, new = _of_track(before, track), _of_track(after, track)
    told = [Changed(question, _lines(old.get(key), question)) for key, question in new.items()]
    gone = [Changed(question, (GONE,)) for key, question in old.items() if key not in new]
    return [one for one in (*told, *gone) if one.lines]


def _of_track(sheet: Questions, track: str) -> dict[str, Question]:
    return {question.key: question for question in sheet.questions() if not question.tracks or track in question.tracks}


def _lines(before: Question | None, after: Question) -> tuple[Bilingual, ...]:
    if before is None:
        return (NEW,)
    return tuple(change.sentence for change in diff(before, after) if change.path[0] not in UNTOLD)


def losing(before: Questions, after: Questions) -> Iterator[Question]:
    """The questions whose answers would no longer be read as they were given."""
    fresh = {question.key: question for question in after.questions()}
    for question in before.questions():
        if question.key not in fresh or _loses(question, fresh[question.key]):
            yield question


def _loses(before: Question, after: Question) -> bool:
    narrower = bool(after.tracks) and not (before.tracks and set(before.tracks) <= set(after.tracks))
    return before.kind != after.kind or narrower or not _parts(before) <= _parts(after)


def _parts(question: Question) -> set[str]:
    return {choice.key for choice in question.choices} | {column.key for column in question.columns}
