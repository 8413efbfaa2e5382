"""Bonds between somebody who could see an entry and that entry."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.events import ConflictNamed
from baigong.domain.entries.models import Avoidance, Entry, Tie
from baigong.domain.entries.states import TieState
from baigong.kit import audit, events, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.text import clean_line

MOST_AVOIDED = 10


@transaction.atomic
def add_tie(entry: Entry, person: Any, *, kind: str, reason: str, by: Any) -> Tie:
    """Note a bond: declared by the person, or found by the house; it counts until somebody rules otherwise."""
    if by != policy.SYSTEM:
        policy.require(by, Can.DECLARE_CONFLICT, entry)
    state = TieState.DECLARED if getattr(by, "pk", None) == person.pk else TieState.FOUND
    values = {"reason": clean_line(reason)[:300], "state": state, "found_at": time.now()}
    tie, is_new = Tie.objects.get_or_create(entry=entry, person=person, kind=kind, defaults=values)
    if is_new:
        audit.record("entry.tie", entry, by=by, person=person.public_id, tie=kind)
    return tie


@transaction.atomic
def rule_tie(tie: Tie, *, is_conflict: bool, reason: str, by: Any) -> Tie:
    """Decide whether a bond keeps the person away.

    To keep apart one person is enough. To say that it is no conflict takes two: the first with a reason, which changes
    nothing yet, the second by agreeing.
    """
    policy.require(by, Can.RULE_CONFLICT, tie)
    locked = Tie.objects.select_for_update(of=("self",)).select_related("entry", "person").get(pk=tie.pk)
    if is_conflict:
        return _settle(locked, TieState.CONFIRMED, reason=reason, by=by)
    if locked.waived_by_id is None:
        return _waive(locked, reason=reason, by=by)
    if locked.waived_by_id == by.pk:
        raise Refused(_("You said so yourself. A second person has to agree."))
    return _settle(locked, TieState.DISMISSED, reason=reason, by=by)


def _waive(tie: Tie, *, reason: str, by: Any) -> Tie:
    """Put forward that it is no conflict; until a second person agrees, judge and entry stay apart."""
    if not clean_line(reason):
        raise BadInput(_("Something needs a correction."), {"reason": _("Say why; it is kept with the decision.")})
    tie.waiver, tie.waived_at, tie.waived_by = clean_line(reason)[:300], time.now(), by
    tie.save(update_fields=["waiver", "waived_at", "waived_by"])
    audit.record("entry.waive_tie", tie.entry, by=by, person=tie.person.public_id, reason=reason)
    return tie


def _settle(tie: Tie, state: TieState, *, reason: str, by: Any) -> Tie:
    tie.state, tie.ruled_at, tie.ruled_by = state, time.now(), by if by.pk else None
    tie.save(update_fields=["state", "ruled_at", "ruled_by"])
    is_conflict = state == TieState.CONFIRMED
    audit.record("entry.rule_tie", tie.entry, by=by, person=tie.person.public_id, conflict=is_conflict, reason=reason)
    return tie


@transaction.atomic
def name_conflict(entry: Entry, *, name: str, reason: str, by: Any, unit: str = "", email: str = "") -> Avoidance:
    """The team asks that somebody does not read its entry; only the office learns of it, and looks."""
    policy.require(by, Can.EDIT_ENTRY, entry)
    given = {"name": clean_line(name), "reason": clean_line(reason)}
    if faults := {key: _("Fill this in.") for key, value in given.items() if not value}:
        raise BadInput(_("Something needs a correction."), faults)
    if entry.avoidances.count() >= MOST_AVOIDED:
        raise Refused(_("Up to %(most)d people can be named.") % {"most": MOST_AVOIDED})
    named = Avoidance.objects.create(
        entry=entry,
        name=given["name"][:100],
        unit=clean_line(unit)[:200],
        email=clean_line(email).lower(),
        reason=given["reason"][:300],
        named_at=time.now(),
        named_by=by,
    )
    audit.record("entry.name_conflict", entry, by=by, named=named.public_id)
    events.emit(ConflictNamed(entry_id=entry.pk, edition_id=entry.edition_id))
    return named


@transaction.atomic
def unname_conflict(named: Avoidance, *, by: Any) -> None:
    """Take a name back, as long as nothing has followed from it."""
    policy.require(by, Can.EDIT_ENTRY, named.entry)
    audit.record("entry.unname_conflict", named.entry, by=by, named=named.public_id)
    named.delete()
