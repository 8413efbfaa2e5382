"""Invites judges, takes their answer and their oath, and lets them go."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.consents.actions import give
from baigong.domain.editions.models import Edition, Track
from baigong.domain.judging.events import JudgeInvited, ReminderWanted
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.judging.queries.oath import oath_of
from baigong.domain.judging.states import BallotState, JudgeState
from baigong.kit import audit, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.ids import new_code, new_public_id
from baigong.kit.moves import perform
from baigong.kit.policy import SYSTEM, require

PROFILE = ("unit", "title", "gender", "region", "expertise")


def digest(secret: str) -> str:
    """How a secret is kept."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite_judge(
    edition: Edition, *, name: str, email: str, by: Any, tracks: Iterable[Track] = (), **profile: Any
) -> Judge:
    """Ask somebody to judge; the letter carries a secret that is kept nowhere else."""
    require(by, Can.INVITE_JUDGE, edition)
    address = email.strip().lower()
    if Judge.objects.filter(edition=edition, email=address).exists():
        raise BadInput(
            _("This address has been invited already."), {"email": _("This address has been invited already.")}
        )
    secret = new_code(32)
    known = {key: profile[key] for key in PROFILE if key in profile}
    judge = Judge.objects.create(
        edition=edition,
        name=name,
        email=address,
        key=new_public_id(),
        token=digest(secret),
        invited_at=time.now(),
        **known,
    )
    judge.tracks.set(tracks)
    audit.record("judge.invite", judge, by=by)
    emit(JudgeInvited(judge_id=judge.pk, edition_id=edition.pk, secret=secret))
    return judge


@transaction.atomic
def invite_again(judge: Judge, *, by: Any) -> Judge:
    """Send the invitation once more under a new secret; the old link ends."""
    require(by, Can.INVITE_JUDGE, judge)
    if judge.state in {"declined", "left"}:
        perform(judge, "ask_again", by=by)
    secret = new_code(32)
    judge.token, judge.invited_at = digest(secret), time.now()
    judge.save(update_fields=["token", "invited_at"])
    audit.record("judge.invite_again", judge, by=by)
    emit(JudgeInvited(judge_id=judge.pk, edition_id=judge.edition_id, secret=secret))
    return judge


@transaction.atomic
def answer_judge(invitation: str | Judge, *, accept: bool, by: Any, most_reads: int | None = None) -> Judge:
    """Accept (all reads or at most so many) or decline, with the letter's secret or as the judge who signed in.

    Whoever holds the secret may decline without an account; to accept, somebody must have signed in.
    """
    judge = _invited(invitation)
    if accept and isinstance(invitation, str):
        _bind(judge, by)
    holds_secret = isinstance(invitation, str) and judge.person_id is None
    perform(judge, "accept" if accept else "decline", by=SYSTEM if holds_secret else by, most_reads=most_reads)
    judge.answered_at, judge.most_reads = time.now(), most_reads
    judge.save(update_fields=["answered_at", "most_reads"])
    return judge


def _invited(invitation: str | Judge) -> Judge:
    if isinstance(invitation, Judge):
        return invitation
    judge = Judge.objects.filter(token=digest(invitation)).first()
    if judge is None:
        raise Refused(_("This link is no longer valid. Ask the office for a new one."))
    return judge


def _bind(judge: Judge, person: Any) -> None:
    if getattr(person, "pk", None) is None:
        raise Refused(_("Sign in or make an account first; the invitation waits for you."))
    taken = judge.person_id is not None and judge.person_id != person.pk
    if taken or Judge.objects.filter(edition=judge.edition_id, person=person).exclude(pk=judge.pk).exists():
        raise Refused(_("This invitation or this account already belongs to another judge. Ask the office."))
    judge.person = person
    judge.save(update_fields=["person"])


@transaction.atomic
def swear(judge: Judge, *, by: Any) -> Judge:
    """Give the promises of confidentiality and of no interest, each under its present wording."""
    at = time.now()
    perform(judge, "swear", by=by)
    for notice in oath_of(judge.edition):
        give(notice, by=by, about=judge.public_id)
    judge.sworn_at = at
    judge.save(update_fields=["sworn_at"])
    return judge


@transaction.atomic
def change_judge(judge: Judge, *, by: Any, tracks: Iterable[Track] | None = None, **profile: Any) -> Judge:
    """Correct what is known of a judge."""
    require(by, Can.INVITE_JUDGE, judge)
    changed = {key: profile[key] for key in (*PROFILE, "name", "most_reads") if key in profile}
    for key, value in changed.items():
        setattr(judge, key, value)
    judge.save(update_fields=list(changed))
    if tracks is not None:
        judge.tracks.set(tracks)
    audit.record("judge.change", judge, by=by, **changed)
    return judge


@transaction.atomic
def remind_judge(judge: Judge, stage: Round, *, by: Any) -> int:
    """Write to a sworn judge about the reads that are open; returns how many of those whoever asks may know of."""
    require(by, Can.INVITE_JUDGE, judge)
    waiting = Assignment.objects.standing().filter(round=stage, judge=judge)
    waiting = waiting.exclude(ballot__state=BallotState.SUBMITTED)
    known = waiting.unbound_for(by).count()
    if judge.state != JudgeState.SWORN or not known:
        raise Refused(_("There is nothing to remind this judge of."))
    audit.record("judge.remind", judge, by=by, left=known)
    emit(ReminderWanted(judge_id=judge.pk, round_id=stage.pk, left=waiting.count()))
    return known


@transaction.atomic
def release_judge(judge: Judge, *, by: Any, reason: str = "") -> int:
    """Let a judge go: finished sheets stay, open reads become holes; returns how many."""
    perform(judge, "leave", by=by, reason=reason)
    unread = Assignment.objects.standing().scored().filter(judge=judge).exclude(ballot__state=BallotState.SUBMITTED)
    return Assignment.objects.filter(pk__in=list(unread.values_list("pk", flat=True))).update(released_at=time.now())
