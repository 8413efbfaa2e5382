"""How far a sheet is filled in: section by section, with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from baigong.domain.editions.document.sheets import Question, Section
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.sheets.answers import fault, is_empty
from baigong.domain.sheets.queries import Answers, asked_sections

State = Literal["empty", "half", "full"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that keeps the sheet from being submitted, and why."""

    question: Question
    sentence: str


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section of the sheet as one entry sees it."""

    section: Section
    questions: tuple[Question, ...]
    answered: int
    missing: tuple[Missing, ...]

    @property
    def state(self) -> State:
        if not self.answered:
            return "empty"
        return "half" if self.missing else "full"


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole sheet."""

    sections: tuple[SectionProgress, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(missing for section in self.sections for missing in section.missing)

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(len(section.questions) for section in self.sections)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def progress(questions: Questions, answers: Answers, *, track: str) -> Progress:
    """How far these answers fill the sheet for an entry of this track."""
    return Progress(
        tuple(_section(section, put, answers) for section, put in asked_sections(questions, answers, track=track))
    )


def _section(section: Section, put: tuple[Question, ...], answers: Answers) -> SectionProgress:
    found = ((question, fault(question, answers.get(question.key))) for question in put)
    missing = tuple(Missing(question, sentence) for question, sentence in found if sentence)
    answered = sum(not is_empty(answers.get(question.key)) for question in put)
    return SectionProgress(section, put, answered, missing)
