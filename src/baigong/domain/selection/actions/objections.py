"""疑義: a team asks about its result, and the office answers."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.selection.events import ObjectionRaised
from baigong.domain.selection.models import Objection
from baigong.domain.selection.queries.objections import askable_until, days_of
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.text import clean

LONGEST = 2000


@transaction.atomic
def raise_objection(entry: Entry, *, question: str, by: Any) -> Objection:
    """Ask about the own result, once at a time and within the term."""
    require(by, Can.RAISE_OBJECTION, entry)
    until, at = askable_until(entry.edition_id), time.now()
    if until is None or at > until:
        raise Refused(_("Questions about a result can be asked from its publication until the end of the term."))
    asked = _words(question, key="question")
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                edition_id=entry.edition_id,
                entry=entry,
                question=asked,
                raised_at=at,
                raised_by=by,
                due_at=at + days_of(entry.edition_id, "answer_days"),
            )
    except IntegrityError as error:
        raise Refused(_("Your earlier question is still being looked into.")) from error
    audit.record("objection.raise", objection, by=by, entry=entry.public_id)
    emit(ObjectionRaised(objection_id=objection.pk, edition_id=entry.edition_id))
    return objection


def _words(text: str, *, key: str) -> str:
    said = clean(text)[:LONGEST]
    if not said:
        raise BadInput(_("Something needs a correction."), {key: _("Fill this in.")})
    return said


@transaction.atomic
def answer_objection(objection: Objection, *, upheld: bool, answer: str, by: Any) -> Objection:
    """Answer once, in words that the team reads."""
    said = _words(answer, key="answer")
    answered: Objection = perform(objection, "uphold" if upheld else "dismiss", by=by)
    answered.answer, answered.answered_at, answered.answered_by = said, time.now(), by
    answered.save(update_fields=["answer", "answered_at", "answered_by"])
    return answered
