"""The way in, each step one transaction: an account with its consents and its letter, and the proof of an address."""

from __future__ import annotations

from typing import Any

from allauth.account import forms, views
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from baigong.kit.http.sessions import keep
from baigong.portals.account.forms import notices_of
from baigong.portals.account.gates import look


class SignupForm(forms.SignupForm):  # type: ignore[misc]  # allauth is not typed
    """Address, name, and a password for those who want one: a code by mail opens the door as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password (without one, a code by mail lets you in each time)")


class SignupView(views.SignupView):  # type: ignore[misc]  # allauth is not typed
    """Keeps account, name, consents, address and letter together, or nothing of it."""

    form_class = SignupForm

    def get_form(self, form_class: Any = None) -> Any:
        """The notice stands above the box that says one has read it."""
        form = super().get_form(form_class)
        form.notices = notices_of(self.request)
        return form

    def form_valid(self, form: Any) -> HttpResponseBase:
        """The password is hashed first: nobody else writes while a transaction waits for that.

        Also where the address is known already, so that the time it takes says nothing about it.
        """
        form.hashed = make_password(form.cleaned_data["password1"] or None)
        with transaction.atomic():
            answer: HttpResponseBase = super().form_valid(form)
            keep(self.request)
        return answer


signup = SignupView.as_view()


def confirm(request: HttpRequest) -> HttpResponseBase:
    """The code from the letter: the proven address, the sign-in, its log and the way past the gates together."""
    if request.method != "POST":
        return _confirm(request)
    with transaction.atomic():
        answer = _confirm(request)
        look(request)
        keep(request)
    return answer


def _confirm(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = views.email_verification_sent(request)
    return answer
