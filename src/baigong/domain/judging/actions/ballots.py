"""Saves, hands in and takes back sheets; many at once where a world or a paper count needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.actions.reads import want_figures
from baigong.domain.judging.events import BallotSubmitted
from baigong.domain.judging.models import Assignment, Ballot, BallotVersion, Round
from baigong.domain.judging.moves import is_complete, round_is_open, says_enough
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.policy import require
from baigong.kit.prepared import Prepared
from baigong.kit.text import clean

Answers = Mapping[str, Any]
EXTRA_WORDS = ("entrant", "jury")
FLAGS = ("conflict", "eligibility", "copied", "child", "other")
LONGEST = 4000
_sheets = Prepared(lambda read: Ballot.objects.select_for_update(of=("self",)).filter(assignment=read))


@transaction.atomic
def save_ballot(
    read: Assignment,
    *,
    scores: Answers,
    words: Answers,
    version: int,
    by: Any,
    flags: Iterable[str] = (),
    sent: str = "",
) -> Ballot:
    """Keep a sheet as it is now; raises Stale with both texts when somebody saved in between.

    Every save is a version of its own, which is the sheet's history; the audit chain notes the acts that count. `sent`
    is the id of the message that brought it, where a device kept it for a while.
    """
    require(by, Can.SCORE_ENTRY, read)
    return write_ballot(read, scores=scores, words=words, version=version, flags=flags, sent=sent)


def write_ballot(
    read: Assignment, *, scores: Answers, words: Answers, version: int, flags: Iterable[str] = (), sent: str = ""
) -> Ballot:
    """The rules and the writing of a save; the right to it was asked by the verb that calls."""
    ballot = _sheet(read)
    if read.round.pairs:
        raise Refused(_("In this round entries are compared, not scored."))
    if sentence := round_is_open(ballot):
        raise Refused(sentence)
    if ballot.state == BallotState.SUBMITTED:
        raise Refused(_("This sheet is handed in. Take it back first to change it."))
    words = checked(Rubric.of(read.round.rubric), scores, words)
    if ballot.version != version:
        raise Stale(
            _("This sheet was changed somewhere else in the meantime."),
            version=ballot.version,
            theirs={"scores": ballot.scores, "words": ballot.words},
            before=_version(ballot, version),
            yours={"scores": dict(scores), "words": words},
        )
    return _keep(ballot, scores=dict(scores), words=words, flags=in_order(flags), sent=sent)


def _version(ballot: Ballot, number: int) -> dict[str, Any]:
    """The sheet as it was at a version; empty before the first."""
    found = BallotVersion.objects.filter(ballot=ballot, number=number).values("scores", "words").first()
    return dict(found or {})


def in_order(flags: Iterable[str]) -> list[str]:
    """The flags that exist, each once."""
    return [flag for flag in FLAGS if flag in set(flags)]


def _sheet(read: Assignment) -> Ballot:
    """The sheet of a read, locked; made on the first save."""
    found = _sheets.first(read.pk)
    if found is None:
        at = time.now()
        return Ballot(assignment=read, begun_at=at, saved_at=at, rubric_version=read.round.rubric_version)
    found.assignment = read
    return found


def _keep(ballot: Ballot, *, scores: dict[str, Any], words: dict[str, str], flags: list[str], sent: str) -> Ballot:
    ballot.scores, ballot.words, ballot.flags = scores, words, flags
    ballot.version, ballot.saved_at = ballot.version + 1, time.now()
    ballot.rubric_version = ballot.assignment.round.rubric_version
    try:
        with transaction.atomic():
            ballot.save()
            BallotVersion.objects.create(
                ballot=ballot, number=ballot.version, scores=scores, words=words, saved_at=ballot.saved_at, sent=sent
            )
    except IntegrityError as error:
        raise Stale(_("This sheet was changed somewhere else in the meantime."), version=ballot.version) from error
    return ballot


def checked(rubric: Rubric, scores: Answers, words: Answers) -> dict[str, str]:
    """The words, cleaned; raises BadInput with every wrong score and text."""
    known = {*rubric.keys, *EXTRA_WORDS}
    tidy = {key: clean(str(text)) for key, text in words.items() if str(text).strip()}
    long = {
        key: _("Shorten this to %(most)d characters.") % {"most": LONGEST}
        for key, text in tidy.items()
        if len(text) > LONGEST
    }
    strange = {key: _("This round has no such criterion.") for key in tidy if key not in known}
    if faults := rubric.faults(scores) | long | strange:
        raise BadInput(_("Some of this cannot be kept; see below."), faults)
    return tidy


@transaction.atomic
def submit_ballot(read: Assignment, *, by: Any, on_paper: bool = False) -> Ballot:
    """Hand a complete sheet in; `on_paper` by whoever types it for its judge."""
    ballot = Ballot.objects.filter(assignment=read).select_related("assignment__round").first()
    if ballot is None:
        require(by, Can.SCORE_ENTRY, read)
        raise Refused(_("There are no scores yet."))
    facts: dict[str, Any] = {"round_id": read.round_id, "edition_id": read.round.edition_id, "version": ballot.version}
    if on_paper:
        facts["judge"] = read.judge.public_id
    handed_in: Ballot = perform(ballot, "submit_paper" if on_paper else "submit", by=by, **facts)
    handed_in.submitted_at = time.now()
    handed_in.save(update_fields=["submitted_at"])
    return handed_in


@transaction.atomic
def reopen_ballot(read: Assignment, *, by: Any) -> Ballot:
    """Take a sheet back to change it, until the round closes."""
    ballot = Ballot.objects.filter(assignment=read).first()
    if ballot is None:
        raise Refused(_("There is no sheet yet."))
    reopened: Ballot = perform(ballot, "reopen", by=by)
    reopened.submitted_at = None
    reopened.save(update_fields=["submitted_at"])
    want_figures(read.round_id)
    return reopened


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one judge hands in on one entry, for `submit_ballots_many`."""

    read: Assignment
    scores: Answers
    words: Answers = field(default_factory=dict)


@transaction.atomic
def submit_ballots_many(stage: Round, sheets: Iterable[Sheet]) -> int:
    """Hand many first sheets in at once, each by its own judge, under the same rules, log and events as one by one."""
    at, rubric, sheets = time.now(), Rubric.of(stage.rubric), list(sheets)
    _require_all(stage, [sheet.read for sheet in sheets])
    ballots = [_ready(stage, rubric, sheet, at=at) for sheet in sheets]
    Ballot.objects.bulk_create(ballots, batch_size=500)
    versions = [BallotVersion(ballot=b, number=1, scores=b.scores, words=b.words, saved_at=at) for b in ballots]
    BallotVersion.objects.bulk_create(versions, batch_size=500)
    by_judge: dict[Any, list[Ballot]] = {}
    for ballot in ballots:
        by_judge.setdefault(ballot.assignment.judge.person, []).append(ballot)
    for person, own in by_judge.items():
        facts = {
            "before": "draft",
            "after": "submitted",
            "version": 1,
            "round_id": stage.pk,
            "edition_id": stage.edition_id,
        }
        audit.record_many([("ballot.submit", ballot, facts) for ballot in own], by=person)
    for ballot in ballots:
        emit(BallotSubmitted(ballot_id=ballot.pk, round_id=stage.pk, edition_id=stage.edition_id))
    return len(ballots)


def _require_all(stage: Round, reads: list[Assignment]) -> None:
    """Every judge may score every read: `visible_to` answers for lists what the ability answers for one."""
    for person in {read.judge.person for read in reads}:
        own = set(Assignment.objects.visible_to(person).filter(round=stage).values_list("pk", flat=True))
        for read in reads:
            if read.judge.person == person and read.pk not in own:
                require(person, Can.SCORE_ENTRY, read)


def _ready(stage: Round, rubric: Rubric, sheet: Sheet, *, at: Any) -> Ballot:
    """A finished sheet, or the refusal that `save_ballot` or `submit_ballot` would have given."""
    read = sheet.read
    read.round = stage
    words = checked(rubric, sheet.scores, sheet.words)
    ballot = Ballot(
        assignment=read,
        state=BallotState.SUBMITTED,
        version=1,
        rubric_version=stage.rubric_version,
        scores=dict(sheet.scores),
        words=words,
        begun_at=at,
        saved_at=at,
        submitted_at=at,
    )
    for condition in (round_is_open, is_complete, says_enough):
        if sentence := condition(ballot, read.judge.person):
            raise Refused(sentence)
    return ballot
