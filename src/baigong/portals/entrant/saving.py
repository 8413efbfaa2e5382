"""Saves what a plain form sent: answers, files added, files removed; nobody's words are merged in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.http import HttpRequest

from baigong.domain.entries.actions import attach, detach, save_draft
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import Answers, answers_of, questions
from baigong.domain.sheets.answers import tidy
from baigong.kit.errors import BadInput, Stale

FILE_PREFIX = "file-"


@dataclass(frozen=True, slots=True)
class Sent:
    """One form as it arrived."""

    answers: Answers
    version: int
    files: tuple[tuple[str, File[bytes]], ...]
    removed: str

    @classmethod
    def of(cls, request: HttpRequest, answers: Answers) -> Sent:
        named = (name for name in request.FILES if name.startswith(FILE_PREFIX))
        files = tuple((name.removeprefix(FILE_PREFIX), one) for name in named for one in request.FILES.getlist(name))
        version = request.POST.get("version", "")
        return cls(answers, int(version) if version.isdigit() else 0, files, request.POST.get("remove", ""))


def keep_all(entry: Entry, sent: Sent, *, by: Any) -> None:
    """Save the words first, then the files, so that a refused file takes no word with it."""
    _keep_words(entry, sent, by=by)
    for evidence in entry.evidence.filter(public_id=sent.removed) if sent.removed else ():
        detach(evidence, by=by)
    faults: dict[str, object] = {}
    for question, upload in sent.files:
        try:
            attach(entry, question=question, upload=upload, by=by)
        except BadInput as refused:
            faults[question] = str(refused)
    if faults:
        raise BadInput(next(iter(faults.values())), faults)


def _keep_words(entry: Entry, sent: Sent, *, by: Any) -> None:
    """A form sends its whole section; only what differs from the version it was opened with is its owner's."""
    base = answers_of(entry, version=sent.version)
    mine = _changed(entry, sent.answers, base)
    try:
        save_draft(entry, answers=mine, version=sent.version, by=by)
    except Stale as stale:
        if stale.facts["theirs"]:
            raise
        save_draft(entry, answers=mine, version=stale.facts["version"], by=by)


def _changed(entry: Entry, answers: Answers, base: Mapping[str, Any]) -> Answers:
    known = {question.key: question for question in questions(entry).questions()}
    meant = {key: tidy(known[key], value) for key, value in answers.items()}
    return {key: value for key, value in meant.items() if value != base.get(key) and (value or base.get(key))}
