"""Drafts go on with the newest questions, and each who writes is shown once what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import Question
from baigong.domain.editions.events import EditionSaved
from baigong.domain.entries.models import Entry, EntryVersion, Member
from baigong.domain.entries.states import MemberState
from baigong.domain.sheets.answers import is_empty
from baigong.domain.sheets.changes import changed, losing
from baigong.domain.sheets.models import Sheet
from baigong.domain.sheets.queries import questions_of
from baigong.kit import audit, policy
from baigong.kit.errors import Refused


def follow_sheet(event: EditionSaved) -> None:
    """Listener: what was never handed in follows the sheet; what was, stays on the questions it answered.

    Raises Refused, so that the edition is not saved either, where a draft would lose an answer.
    """
    sheet = Sheet.objects.filter(edition=event.edition_id).latest("version")
    behind = Entry.objects.filter(edition=event.edition_id, submitted_version=None).exclude(sheet=sheet)
    for old in Sheet.objects.filter(pk__in=behind.values("sheet")):
        drafts = behind.filter(sheet=old)
        _refuse_loss(drafts, list(losing(questions_of(old), questions_of(sheet))))
        _mark(drafts, old, sheet)
        audit.record("entries.follow_sheet", sheet, by=policy.SYSTEM, before=old.version, drafts=drafts.count())
        drafts.update(sheet=sheet)


def _mark(drafts: QuerySet[Entry], old: Sheet, new: Sheet) -> None:
    """From which questions on each has something to read; nobody, where his track is asked the same as before."""
    tracks = new.edition.tracks.all()
    other = [track for track in tracks if changed(questions_of(old), questions_of(new), track=track.key)]
    team = Member.objects.filter(entry__in=drafts, state=MemberState.ACCEPTED)
    team.filter(changed_since=None, entry__track__in=other).update(changed_since=old)
    team.filter(changed_since__digest=new.digest).update(changed_since=None)  # back to what they know


def _refuse_loss(drafts: QuerySet[Entry], questions: list[Question]) -> None:
    """Only what somebody has answered can be lost."""
    if not questions:
        return
    latest = EntryVersion.objects.filter(entry__in=drafts, number=F("entry__version"))
    for answers in latest.values_list("answers", flat=True).iterator():
        if lost := [question for question in questions if not is_empty(answers.get(question.key))]:
            raise Refused(_losing(lost))


def _losing(lost: Iterable[Question]) -> str:
    names = _(", ").join(str(question.text) for question in lost)
    return _(
        "Drafts have answers to these questions, and would lose them: %(names)s. Keep the question, its kind, its "
        "choices and columns; ask anew in a question of its own."
    ) % {"names": names}


@transaction.atomic
def note_changes_read(member: Member, *, by: Any) -> None:
    """The person has read what changed in the questions; the others of the team still see it."""
    if member.person_id != by.pk:
        raise Refused(_("Everybody decides for the own person only."))
    member.changed_since = None
    member.save(update_fields=["changed_since"])
    audit.record("entry.changes_read", member.entry, by=by, member=member.public_id)
