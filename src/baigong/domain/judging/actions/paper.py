"""Types score sheets in that came on paper: twice, and what differs is looked at before it counts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.actions.ballots import Answers, checked, submit_ballot, write_ballot
from baigong.domain.judging.models import Assignment, Ballot, PaperSheet
from baigong.domain.judging.moves import is_complete, round_is_open, says_enough
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.kit import audit, time
from baigong.kit.errors import Refused
from baigong.kit.policy import require


@transaction.atomic
def type_sheet(read: Assignment, *, scores: Answers, words: Answers, by: Any) -> PaperSheet:
    """Type a sheet in. The second time it counts if both say the same; else both are kept for somebody to settle."""
    require(by, Can.TYPE_SHEET, read)
    typed = _ready(read, scores, words)
    paper = PaperSheet.objects.select_for_update().filter(read=read).first() or PaperSheet(read=read)
    if paper.settled_at or not paper.first:
        paper.first, paper.first_by, paper.second, paper.second_by, paper.settled_at = typed, by, {}, None, None
    else:
        paper.second, paper.second_by = typed, by
    paper.typed_at = time.now()
    paper.save()
    audit.record("paper.type", read, by=by, judge=read.judge.public_id, time=2 if paper.second else 1)
    return _count(paper, by=by) if paper.first == paper.second else paper


@transaction.atomic
def settle_sheet(paper: PaperSheet, *, scores: Answers, words: Answers, by: Any) -> PaperSheet:
    """Say what stands on the paper where the two typings differ; it counts from now on."""
    require(by, Can.TYPE_SHEET, paper.read)
    if not paper.is_disputed:
        raise Refused(_("There is nothing to settle on this sheet."))
    paper.second, paper.second_by = _ready(paper.read, scores, words), by
    audit.record("paper.settle", paper.read, by=by, judge=paper.read.judge.public_id, first=paper.first)
    return _count(paper, by=by)


def _ready(read: Assignment, scores: Answers, words: Answers) -> dict[str, Any]:
    """The sheet as it was typed, under the rules of a sheet that is handed in."""
    typed = {"scores": dict(scores), "words": checked(Rubric.of(read.round.rubric), scores, words)}
    sheet = Ballot(assignment=read, **typed)
    for condition in (round_is_open, is_complete, says_enough):
        if sentence := condition(sheet, None):
            raise Refused(sentence)
    if Ballot.objects.filter(assignment=read, state=BallotState.SUBMITTED).exists():
        raise Refused(_("This sheet is handed in already. Only its judge can take it back."))
    return typed


def _count(paper: PaperSheet, *, by: Any) -> PaperSheet:
    """Hand it in for the judge; the log names who typed."""
    before = Ballot.objects.filter(assignment=paper.read).first()
    flags, version = (before.flags, before.version) if before else ([], 0)
    write_ballot(paper.read, **paper.second, flags=flags, version=version)
    submit_ballot(paper.read, by=by, on_paper=True)
    paper.settled_at = time.now()
    paper.save()
    return paper
