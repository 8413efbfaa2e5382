"""Bonds between somebody who could see an entry and that entry."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.entries.states import TieState
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput
from baigong.kit.text import clean_line


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
    """Decide whether the bond keeps the person away; a reason is needed either way."""
    policy.require(by, Can.RULE_CONFLICT, tie)
    if not clean_line(reason):
        raise BadInput(_("Something needs a correction."), {"reason": _("Say why; it is kept with the decision.")})
    tie.state = TieState.CONFIRMED if is_conflict else TieState.DISMISSED
    tie.ruled_at, tie.ruled_by = time.now(), by if by.pk else None
    tie.save(update_fields=["state", "ruled_at", "ruled_by"])
    audit.record("entry.rule_tie", tie.entry, by=by, person=tie.person.public_id, conflict=is_conflict, reason=reason)
    return tie
