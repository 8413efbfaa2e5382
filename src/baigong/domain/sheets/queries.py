"""The sheet that is published and the questions that one entry is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from baigong.domain.editions.document.reading import tuples
from baigong.domain.editions.document.sheets import Question, Section
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.editions.models import Edition
from baigong.domain.sheets.models import Sheet
from baigong.kit.prepared import Prepared

Answers = Mapping[str, Any]

_read: dict[str, Questions] = {}
_newest = Prepared(lambda edition: Sheet.objects.filter(edition=edition).order_by("-version")[:1])


def current_sheet(edition: Edition) -> Sheet:
    """The newest published version; raises Sheet.DoesNotExist before the edition is saved."""
    if (found := _newest.first(edition.pk)) is None:
        raise Sheet.DoesNotExist
    return found


def questions_of(sheet: Sheet) -> Questions:
    """The questions of a published version; equal versions are read once per process."""
    if sheet.digest not in _read:
        _read[sheet.digest] = Questions.model_validate(tuples(sheet.questions))
    return _read[sheet.digest]


def is_asked(question: Question, answers: Answers, *, track: str) -> bool:
    """Whether a question is put to an entry of this track that has given these answers."""
    if question.tracks and track not in question.tracks:
        return False
    return question.when is None or bool(set(question.when.has) & given(answers.get(question.when.question)))


def given(value: object) -> set[str]:
    """The keys an answer picked."""
    return {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}


def asked(questions: Questions, answers: Answers, *, track: str) -> tuple[Question, ...]:
    """The questions put to one entry, in order; a question that hangs on an unasked one is not asked either."""
    put: dict[str, Question] = {}
    for question in questions.questions():
        if (question.when is None or question.when.question in put) and is_asked(question, answers, track=track):
            put[question.key] = question
    return tuple(put.values())


def asked_sections(
    questions: Questions, answers: Answers, *, track: str
) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
    """The same, section by section; a section with nothing to ask is left out."""
    put = {question.key for question in asked(questions, answers, track=track)}
    pages = ((section, tuple(q for q in section.questions if q.key in put)) for section in questions.sections)
    return tuple((section, found) for section, found in pages if found)
