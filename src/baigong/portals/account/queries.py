"""What the account page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baigong.domain.editions.models import Role
from baigong.domain.judging.models import Judge

OFFICE = {Role.Kind.OFFICE, Role.Kind.DIRECTOR, Role.Kind.AUDITOR, Role.Kind.CHAIR}


@dataclass(frozen=True)
class Place:
    """One room that a person may enter."""

    title: Promise
    text: Promise
    href: str


def places_of(person: Any) -> list[Place]:
    """The rooms of a person, the most likely first."""
    kinds = set(Role.objects.filter(person=person).values_list("kind", flat=True))
    rooms = [
        (bool(kinds & OFFICE), "office:home", _("The office"), _("Entries, jury, selection, letters.")),
        (
            Judge.objects.filter(person=person).exists(),
            "jury:home",
            _("My reading"),
            _("The entries you were asked to read."),
        ),
        (True, "entrant:list", _("My entries"), _("Write, hand in, and see where an entry stands.")),
        (True, "account:inbox", _("Letters"), _("Everything we wrote to you.")),
        (True, "account:profile", _("Name and language"), _("What stands on a certificate.")),
        (True, "account_email", _("E-mail addresses"), _("What lets you in, and where our letters go.")),
        (True, "account:own-data", _("My data"), _("See it, take a copy, have it erased.")),
        (True, "account_change_password", _("Password"), _("Change it, or set a first one.")),
        (True, "mfa_index", _("Second factor"), _("Passkey or authenticator app.")),
        (True, "usersessions_list", _("Sessions"), _("Where you are signed in.")),
    ]
    return [Place(title, text, href) for may, name, title, text in rooms if may and (href := _address(name))]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
