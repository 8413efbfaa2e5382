"""Joins django-allauth to the house: its mails become letters, its people speak their language."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import get_language

from baigong.domain.people.actions import enrol, prove_first_address
from baigong.domain.people.queries import owner_of
from baigong.kit.http.middleware import address_of
from baigong.kit.jobs.actions import enqueue_once
from baigong.kit.outbox.jobs import deliver
from baigong.kit.prepared import Prepared
from baigong.letters import account as letters

_factors = Prepared(lambda person: Authenticator.objects.filter(user=person).values_list("type", flat=True))
CONFIRMED = "account/messages/email_confirmed.txt"


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to get into, for the lock-out."""
    tried = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(tried).strip().lower()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Where allauth asks the house."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox like every letter, and on its way at once."""
        name = template_prefix.rsplit("/", 1)[-1]
        person = context.get("user") or owner_of(email)
        language = (person.language if person and person.pk else None) or get_language() or "zh-hant"
        letters.send(name, to=email, person=person, language=language, context=context)
        enqueue_once(deliver)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor is asked for that, not for the password alone."""
        known: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way for way in known if way["id"] != "reauthenticate"] or known

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """At the first time nothing hangs on the address yet; allauth would write it four times."""
        is_first = email_address.primary and email_address.user.last_login is None
        if not (is_first and prove_first_address(email_address)):
            return bool(super().confirm_email(request, email_address))
        email_address.verified = True
        email_confirmed.send(sender=EmailAddress, request=request, email_address=email_address)
        self.add_message(request, messages.SUCCESS, CONFIRMED, {"email": email_address.email})
        return True

    def save_user(self, _request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Keep the address in lower case and the language the page was in; who comes from outside has no password."""
        told = form.cleaned_data
        user.email, user.name = told["email"].lower(), told["name"]
        user.language = "en" if (get_language() or "").startswith("en") else "zh-hant"
        user.password = getattr(form, "hashed", "") or make_password(None)
        return enrol(user, by=user) if commit else user


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # likewise
    """Where allauth asks after second factors; every sign-in does."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return not user.is_anonymous and any(types is None or kind in types for kind in _factors(user.pk))
