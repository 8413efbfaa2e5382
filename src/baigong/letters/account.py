"""Letters about an account: codes, links, and news of changes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baigong.domain.people.actions import way_back
from baigong.domain.people.actions.accounts import TIME_TO_THINK
from baigong.domain.people.events import AccountsMerged, DataAnswered, ErasureAsked, MergeAsked
from baigong.domain.people.models import AccountMerge, DataRequest, Erasure, Person
from baigong.domain.people.states import DataRequestState
from baigong.kit import time
from baigong.kit.ids import new_code
from baigong.letters.entrant import address, due, stamp
from baigong.letters.registry import Letter, letter

CHANGES = {
    "email_confirm": _("Your e-mail address was confirmed."),
    "email_deleted": _("An e-mail address was removed from your account."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was reset."),
    "password_set": _("A password was set for your account."),
    "totp_activated": _("An authenticator app was added to your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "recovery_codes_generated": _("New recovery codes were made for your account."),
    "account_connected": _("Another way to sign in was connected to your account."),
    "account_disconnected": _("A way to sign in was taken from your account."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
}


def _letter(to: str, person: Any, language: str, **words: Any) -> Letter:
    known = person if getattr(person, "pk", None) else None
    return Letter(to=to, about=new_code(16), person=known, language=language, words=words, in_inbox=False)


@letter("account-confirm")
def confirm(to: str, *, person: Any, language: str, code: str) -> Letter:
    """The code that proves an address."""
    return _letter(to, person, language, code=code)


@letter("account-code")
def sign_in_code(to: str, *, person: Any, language: str, code: str) -> Letter:
    """A code to sign in with."""
    return _letter(to, person, language, code=code)


@letter("account-reset")
def reset(to: str, *, person: Any, language: str, link: str) -> Letter:
    """The way to a new password."""
    return _letter(to, person, language, link=link)


@letter("account-exists")
def exists(to: str, *, person: Any, language: str, link: str) -> Letter:
    """Somebody signed up with an address that has an account; only its owner learns that."""
    return _letter(to, person, language, address=to, link=link, sign_in_link=f"{settings.SITE_URL}/account/login/")


@letter("account-unknown")
def unknown(to: str, *, person: Any, language: str, link: str) -> Letter:
    """Somebody asked for a code or a password for an address without an account."""
    return _letter(to, person, language, address=to, link=link)


@letter("account-change")
def changed(to: str, *, person: Any, language: str, what: Any) -> Letter:
    """Something about the account changed."""
    return _letter(to, person, language, what=what, link=f"{settings.SITE_URL}/account/")


@letter("address-changed")
def address_changed(to: str, *, person: Any, language: str) -> Letter:
    """To the address that is the main one no more: it comes back by the link, for three days."""
    link = f"{settings.SITE_URL}{reverse('account:address-back', args=[way_back(person, address=to)])}"
    return _letter(to, person, language, address=to, until=stamp(time.now() + TIME_TO_THINK), link=link)


@letter("erasure-asked")
def erasure_asked(erasure: Erasure) -> Letter:
    """When the account will be erased, and how to stay."""
    person = erasure.person
    link = f"{settings.SITE_URL}{reverse('account:erase')}"
    return _letter(person.email, person, person.language, name=person.name, until=stamp(erasure.due_at), link=link)


@letter("merge-code")
def merge_code(person: Person, *, to: str, other: str, code: str) -> Letter:
    """The code by which an address agrees to two accounts becoming one."""
    return _letter(to, person, person.language, name=person.name, other=other, code=code)


@letter("accounts-merged")
def accounts_merged(merge: AccountMerge, *, to: str) -> Letter:
    """To both addresses: two accounts are one now, and how to undo it."""
    person, link = merge.person, address("account:merge", merge.public_id)
    words = {"name": person.name, "address": merge.address, "main": person.email, "link": link}
    return Letter(to=to, about=merge.public_id, person=person, language=person.language, words=words)


@letter("data-request-waits")
def data_request_waits(person: Person, asked: DataRequest, *, when: str) -> Letter:
    """To the office: somebody asks about the own data, and until when the law wants the answer."""
    return Letter(
        to=person.email,
        about=f"{asked.public_id}:{when}",
        person=person,
        language=person.language,
        words={"name": person.name, "until": due(asked.due_at), "link": address("office:data_requests")},
    )


@letter("data-request-answered")
def data_request_answered(asked: DataRequest) -> Letter:
    """To the person: what was done or why not, or why it takes longer and until when."""
    person, waits = asked.person, asked.state == DataRequestState.ASKED
    return Letter(
        to=person.email,
        about=f"{asked.public_id}:{'later' if waits else asked.state}",
        person=person,
        language=person.language,
        words={
            "name": person.name,
            "asked": asked.words,
            "answer": asked.delay if waits else asked.answer,
            "until": due(asked.due_at),
            "link": address("account:data-requests"),
        },
    )


def on_data_answered(event: DataAnswered) -> None:
    data_request_answered(DataRequest.objects.select_related("person").get(pk=event.datarequest_id))


def on_merge_asked(event: MergeAsked) -> None:
    """Nothing goes to the other address where it has no account."""
    merge = AccountMerge.objects.select_related("person", "other").get(pk=event.merge_id)
    merge_code(merge.person, to=merge.person.email, other=merge.address, code=event.own_code)
    if merge.other is not None:
        merge_code(merge.other, to=merge.address, other=merge.person.email, code=event.other_code)


def on_accounts_merged(event: AccountsMerged) -> None:
    merge = AccountMerge.objects.select_related("person").get(pk=event.merge_id)
    for to in (merge.person.email, merge.address):
        accounts_merged(merge, to=to)


def on_erasure_asked(event: ErasureAsked) -> None:
    erasure_asked(Erasure.objects.select_related("person").get(pk=event.erasure_id))


def send(name: str, *, to: str, person: Any, language: str, context: dict[str, Any]) -> None:
    """Choose the letter for what django-allauth wants to say."""
    language = "en" if language.startswith("en") else "zh-hant"
    who = {"person": person, "language": language}
    link = context.get("password_reset_url") or context.get("signup_url") or settings.SITE_URL
    if name.startswith("email_confirmation"):
        confirm(to, code=context["code"], **who)
    elif name in {"login_code", "password_reset_code"}:
        sign_in_code(to, code=context["code"], **who)
    elif name in LINKS:
        LINKS[name](to, link=link, **who)
    else:
        _tell_of_change(name, to=to, **who)


def _tell_of_change(name: str, *, to: str, person: Any, language: str) -> None:
    if name == "email_changed" and way_back(person, address=to):
        address_changed(to, person=person, language=language)
    else:
        what = CHANGES.get(name, _("Something in your account was changed."))
        changed(to, person=person, language=language, what=what)


LINKS = {"password_reset_key": reset, "account_already_exists": exists, "unknown_account": unknown}
