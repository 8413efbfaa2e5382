"""The team: invite, answer, roles, leave, hand over."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries import errors, queries
from baigong.domain.entries.events import LeadHandedOver, MemberInvited
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.states import MemberRole, MemberState
from baigong.domain.people.queries import NUMBER_SHOWN
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.ids import new_code
from baigong.kit.text import clean_line

VALID_FOR = timedelta(days=14)
IN_TEAM = (MemberState.PENDING, MemberState.ACCEPTED)
LONGEST_NAME = 100


def token_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite_member(entry: Entry, *, name: str, email: str, role: str, by: Any) -> Member:
    """Ask somebody by mail to join; the letter's link changes nothing until its button is pressed."""
    policy.require(by, Can.MANAGE_MEMBERS, entry)
    if not queries.takes_words(entry, at=time.arrival()):
        raise Refused(errors.closed())
    address = email.strip().lower()
    _check(entry, name=clean_line(name), email=address, role=role)
    again = entry.members.filter(email=address, state=MemberState.DECLINED).first()
    member = again or Member(entry=entry, email=address, order=entry.members.count())
    member.name, member.role, member.state = clean_line(name), role, MemberState.PENDING
    _send(member, by=by)
    return member


def _check(entry: Entry, *, name: str, email: str, role: str) -> None:
    faults = {}
    if not name or len(name) > LONGEST_NAME:
        faults["name"] = _("Write the name, at most {n} characters.").format(n=LONGEST_NAME)
    if not _is_address(email):
        faults["email"] = _("This does not look like an e-mail address.")
    elif entry.members.filter(email=email, state__in=IN_TEAM).exists():
        faults["email"] = _("This address is on the team already.")
    if role not in (MemberRole.EDITOR, MemberRole.READER):
        faults["role"] = _("Choose what the person may do.")
    most = queries.limits_of(entry).members
    if entry.members.filter(state__in=IN_TEAM).count() >= most:
        faults["name"] = _("A team has {n} members at most.").format(n=most)
    if faults:
        raise BadInput(_("Something needs a correction."), faults)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _send(member: Member, *, by: Any) -> None:
    """A fresh link; the one sent before stops working."""
    secret = new_code(32)
    member.token, member.invited_at, member.expires_at = token_of(secret), time.now(), time.now() + VALID_FOR
    member.save()
    audit.record("entry.invite", member.entry, by=by, member=member.public_id, role=member.role)
    entry = member.entry
    emit(MemberInvited(entry_id=entry.pk, edition_id=entry.edition_id, member_id=member.pk, secret=secret))


@transaction.atomic
def invite_again(member: Member, *, by: Any) -> None:
    """Send the invitation once more, with a new link and a new date."""
    policy.require(by, Can.MANAGE_MEMBERS, member.entry)
    if member.state not in (MemberState.PENDING, MemberState.DECLINED):
        raise Refused(_("This member is on the team already."))
    member.state = MemberState.PENDING
    _send(member, by=by)


def invited(secret: str, *, is_locked: bool = False) -> Member:
    """Whom a link invites; raises Refused with what to do where it no longer holds."""
    known = Member.objects.select_related("entry__edition", "entry__track").filter(token=token_of(secret))
    member = (known.select_for_update(of=("self",)) if is_locked else known).first()
    if member is None or member.state == MemberState.LEFT:
        raise Refused(_("This invitation does not exist any more. Ask the lead of the team for a new one."))
    if member.is_expired:
        raise Refused(_("This invitation has expired. Ask the lead of the team to send it again."))
    return member


@transaction.atomic
def answer_invitation(secret: str, *, accept: bool, by: Any, name: str = "", name_en: str = "") -> Member:
    """Join or decline, whichever address the person signs in with. Declining needs no account."""
    member = invited(secret, is_locked=True)
    if member.state != MemberState.PENDING:
        return _answered(member, by=by)
    return _join(member, by=by, name=name, name_en=name_en) if accept else _decline(member, by=by)


def _answered(member: Member, *, by: Any) -> Member:
    if member.person_id is not None and member.person_id == getattr(by, "pk", None):
        return member
    raise Refused(_("This invitation has been answered already."))


def _decline(member: Member, *, by: Any) -> Member:
    member.state, member.answered_at = MemberState.DECLINED, time.now()
    member.save(update_fields=["state", "answered_at"])
    audit.record("entry.decline", member.entry, by=by, member=member.public_id)
    return member


def _join(member: Member, *, by: Any, name: str, name_en: str) -> Member:
    if getattr(by, "pk", None) is None:
        raise Refused(_("Sign in or make an account first, then join."))
    if member.entry.members.filter(person=by).exclude(pk=member.pk).exists():
        raise Refused(_("You are on this team already, under another address."))
    member.person, member.state, member.answered_at = by, MemberState.ACCEPTED, time.now()
    member.name = clean_line(name)[:LONGEST_NAME] or member.name
    member.name_en = clean_line(name_en)[:LONGEST_NAME] or by.name_en
    member.is_name_confirmed = True
    member.save()
    audit.record("entry.join", member.entry, by=by, member=member.public_id)
    return member


@transaction.atomic
def name_self(member: Member, *, name: str, name_en: str, by: Any) -> Member:
    """How a member's own name stands on the certificate."""
    if member.person_id != getattr(by, "pk", None):
        raise Refused(_("Everybody confirms the own name."))
    if not clean_line(name):
        raise BadInput(_("Something needs a correction."), {"name": _("Write the name as it shall be printed.")})
    member.name, member.name_en = clean_line(name)[:LONGEST_NAME], clean_line(name_en)[:LONGEST_NAME]
    member.is_name_confirmed = True
    member.save(update_fields=["name", "name_en", "is_name_confirmed"])
    audit.record("entry.name", member.entry, by=by, member=member.public_id)
    return member


@transaction.atomic
def set_reminders(member: Member, *, wanted: bool, by: Any) -> None:
    """Hear of the unfinished draft before the call closes, or not."""
    if member.person_id != getattr(by, "pk", None):
        raise Refused(_("Everybody decides for the own person only."))
    member.is_reminded = wanted
    member.save(update_fields=["is_reminded"])
    audit.record("entry.reminders", member.entry, by=by, member=member.public_id, wanted=wanted)


@transaction.atomic
def change_role(member: Member, *, role: str, by: Any) -> None:
    """Let a member write, or only read."""
    policy.require(by, Can.MANAGE_MEMBERS, member.entry)
    if member.role == MemberRole.LEAD or role not in (MemberRole.EDITOR, MemberRole.READER):
        raise Refused(_("There is always one lead. Hand the lead over instead."))
    member.role = role
    member.save(update_fields=["role"])
    audit.record("entry.change_role", member.entry, by=by, member=member.public_id, role=role)


@transaction.atomic
def hand_over_lead(member: Member, *, by: Any) -> None:
    """The member becomes the lead; the old lead goes on as one who may write."""
    entry = member.entry
    policy.require(by, Can.MANAGE_MEMBERS, entry)
    if member.state != MemberState.ACCEPTED or member.person_id is None:
        raise Refused(_("Only somebody who has joined the team can take over the lead."))
    entry.members.filter(role=MemberRole.LEAD).update(led_until=time.now())
    _lead(member, by=by, verb="entry.hand_over")


@transaction.atomic
def take_lead_back(member: Member, *, by: Any) -> None:
    """Who handed the lead over may think better of it for three days, whoever leads by then."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.person_id != getattr(by, "pk", None) or not queries.may_lead_again(member):
        raise Refused(_("The lead can be taken back for 72 hours, by the one who handed it over."))
    _lead(member, by=by, verb="entry.take_lead_back")


def _lead(member: Member, *, by: Any, verb: str) -> None:
    entry = member.entry
    entry.members.filter(role=MemberRole.LEAD).update(role=MemberRole.EDITOR)
    entry.members.filter(pk=member.pk).update(role=MemberRole.LEAD, led_until=None)
    audit.record(verb, entry, by=by, member=member.public_id)
    emit(LeadHandedOver(entry_id=entry.pk, edition_id=entry.edition_id, member_id=member.pk))


@transaction.atomic
def show_number(member: Member, *, reason: str, by: Any) -> str:
    """The telephone number of a member, for this once; whose it is reads who looked, and the reason."""
    policy.require(by, Can.SHOW_NUMBER, member.entry)
    if not (why := clean_line(reason)):
        raise BadInput(_("Something needs a correction."), {"reason": _("Say what you need it for.")})
    if member.person is None or not member.person.phone:
        raise Refused(_("There is no number any more."))
    audit.record(NUMBER_SHOWN, member.person, by=by, entry=member.entry.public_id, reason=why)
    return str(member.person.phone)


@transaction.atomic
def leave(member: Member, *, by: Any) -> None:
    """Go; the lead hands over first."""
    if member.person_id != getattr(by, "pk", None):
        raise Refused(_("Everybody leaves for the own person only."))
    _part(member, by=by, verb="entry.leave")


@transaction.atomic
def remove_member(member: Member, *, by: Any) -> None:
    """Take somebody off the team, or an invitation back."""
    policy.require(by, Can.MANAGE_MEMBERS, member.entry)
    if queries.may_lead_again(member):
        raise Refused(_("This member handed the lead over and may take it back for 72 hours. Wait until then."))
    _part(member, by=by, verb="entry.remove_member")


def _part(member: Member, *, by: Any, verb: str) -> None:
    if member.role == MemberRole.LEAD:
        raise Refused(_("The lead cannot go before somebody else has taken over. Hand the lead over first."))
    member.state, member.token, member.person = MemberState.LEFT, "", None
    member.save(update_fields=["state", "token", "person"])
    audit.record(verb, member.entry, by=by, member=member.public_id)
