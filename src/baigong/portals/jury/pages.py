"""What the desk's template is given: criteria with their sheet, the own course, earlier scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baigong.domain.judging.models import Assignment, Ballot
from baigong.domain.judging.queries.desk import Course, Queue, code_of, course_of, is_open, sheet_of
from baigong.domain.judging.queries.others import others_of
from baigong.domain.judging.rubric import Criterion, Rubric
from baigong.domain.judging.states import BallotState
from baigong.interface.ballots import WORDS, named, plain
from baigong.interface.reading import text_of
from baigong.kit.errors import BadInput
from baigong.kit.ui import pieces
from baigong.portals.jury.body import body

CELLS = {"": "", BallotState.DRAFT: "half", BallotState.SUBMITTED: "full"}
FLAGS = (
    ("eligibility", _("I doubt that it is eligible")),
    ("copied", _("It looks copied")),
    ("child", _("I worry about a child")),
    ("other", _("Something else the office should look at")),
)


def rows_of(queue: Queue) -> SafeString:
    """The lines of the reading list; every track and state is drawn once."""
    states = {
        "": pieces.status("plain", gettext("not read")),
        BallotState.DRAFT: pieces.status("wait", gettext("begun")),
        BallotState.SUBMITTED: pieces.status("ok", gettext("handed in")),
    }
    home, columns = reverse("jury:home"), [(gettext("No."), "num nw"), ("", ""), (gettext("Track"), "nw")]
    known = {(line.sign, line.track) for line in queue.lines}
    tracks = {(sign, name): format_html("{} {}", pieces.sign(sign), name) for sign, name in known}
    drawn = (
        (
            line.code,
            pieces.link(f"{home}read/{line.public_id}/", line.title or line.code),
            tracks[line.sign, line.track],
            states[line.state],
        )
        for line in queue.lines
    )
    return pieces.rows([*columns, (gettext("State"), "")], drawn)


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion on the desk."""

    key: str
    name: str
    weight: str
    question: str
    low: str
    high: str
    anchors: dict[str, str]
    value: str
    comment_name: str
    comment: str
    error: str
    past: list[float]
    mean: float | None


def desk_page(
    read: Assignment, *, typed: Mapping[str, Any] | None = None, wrong: BadInput | None = None
) -> dict[str, Any]:
    """Everything on the desk; `typed` are the answers of a form that was refused for `wrong`."""
    sheet, course, rubric = sheet_of(read), course_of(read), Rubric.of(read.round.rubric)
    answers = {**_known(sheet), **(typed or {})}
    criteria = [_scored(one, answers, course, wrong.faults if wrong else {}) for one in rubric.criteria]
    blind = bool(read.round.data.get("blind", True))
    text = text_of(read.entry, blind=blind)
    return _standing(read, sheet) | {
        "read": read,
        "entry": read.entry,
        "code": code_of(read.entry.public_id),
        "text": text,
        "body": body(text, read=read.public_id),
        "blind": blind,
        "criteria": criteria,
        "scale": list(map(plain, rubric.scale)),
        "highest": rubric.highest,
        "words_entrant": answers.get(WORDS + "entrant", ""),
        "words_jury": answers.get(WORDS + "jury", ""),
        "course": course,
        "cells": list(map(CELLS.__getitem__, course.states)),
        "others": others_of(read),
        "missing": sum(not one.value for one in criteria),
    }


def _known(sheet: Ballot | None) -> dict[str, Any]:
    return named({"scores": sheet.scores, "words": sheet.words}) if sheet else {}


def _standing(read: Assignment, sheet: Ballot | None) -> dict[str, Any]:
    """The sheet as it is kept, and whether it may still be changed."""
    submitted = sheet is not None and sheet.state == BallotState.SUBMITTED
    writable = is_open(read.round) and not submitted
    flags = sheet.flags if sheet else ()
    return {
        "sheet": sheet,
        "version": sheet.version if sheet else 0,
        "flags": [(key, label, key in flags) for key, label in FLAGS],
        "is_open": is_open(read.round),
        "is_submitted": submitted,
        "is_writable": writable,
        "is_locked": not writable,
    }


def _scored(criterion: Criterion, answers: Mapping[str, Any], course: Course, faults: Mapping[str, object]) -> Scored:
    past = course.past.get(criterion.key, [])
    return Scored(
        key=criterion.key,
        name=str(criterion.name),
        weight=f"{criterion.share:.0%}",
        question=str(criterion.question),
        low=str(criterion.low),
        high=str(criterion.high),
        anchors={plain(score): str(text) for score, text in criterion.anchors},
        value=str(answers.get(criterion.key, "")),
        comment_name=WORDS + criterion.key,
        comment=str(answers.get(WORDS + criterion.key, "")),
        error=str(faults.get(criterion.key, "")),
        past=past,
        mean=sum(past) / len(past) if past else None,
    )
