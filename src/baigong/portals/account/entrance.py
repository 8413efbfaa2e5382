"""The way in, each step one transaction: an account with its consents and its letter, and the proof of an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import forms, views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from baigong.domain.consents.models import Notice
from baigong.domain.people.actions import note_address
from baigong.domain.people.queries import is_taken, own_address
from baigong.kit.http.sessions import keep
from baigong.portals.account.forms import notices_of
from baigong.portals.account.gates import look


class SignupForm(forms.SignupForm):  # type: ignore[misc]  # allauth is not typed
    """Address, name, and a password for those who want one: a code by mail opens the door as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password (without one, a code by mail lets you in each time)")

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = is_taken(value)
        return value

    def save(self, request: HttpRequest) -> Any:
        """Account and consents, and the address: allauth would look four times whether somebody new has others."""
        adapter = get_adapter(request)
        person = adapter.save_user(request, adapter.new_user(request), self)
        self.custom_signup(request, person)
        EmailAddress.objects.fill_cache_for_user(person, [note_address(person)])
        return person


class CodeForm(forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # likewise
    """The code from the letter, for an address that nobody else has taken meanwhile."""

    def clean_code(self) -> str:
        code: str = forms.BaseConfirmCodeForm.clean_code(self)
        if is_taken(self.email, but=self.user):
            raise get_adapter().validation_error("email_taken")
        return code


class CodeView(views.ConfirmEmailVerificationCodeView):  # type: ignore[misc]  # likewise
    """Asks for the code; who is at the door is known, and not fetched a second time."""

    form_class = CodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.stage:
            self._process._user = self.stage.login.user  # noqa: SLF001 - what its property would fetch
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        is_own = context["form"].is_bound or context["redirect_field"] or context["cancel_url"]
        context["first_look"] = "" if is_own else f"resend {context['can_resend']}"
        return context

    def _verify_form_valid(self, form: Any) -> HttpResponseBase:
        """The address is not looked for in the general way either."""
        if (person := self._process.user) and (known := own_address(person, self._process.email)):
            self._process.email_address = known
        answer: HttpResponseBase = super()._verify_form_valid(form)
        return answer


class SignupView(views.SignupView):  # type: ignore[misc]  # allauth is not typed
    """Keeps account, name, consents, address and letter together, or nothing of it."""

    form_class = SignupForm

    def get_form(self, form_class: Any = None) -> Any:
        """The notice stands above the box that says one has read it."""
        form = super().get_form(form_class)
        form.notices = notices_of(self.request)
        form.first_look = "" if form.is_bound else first_look(self.request, form.notices)
        return form

    def form_valid(self, form: Any) -> HttpResponseBase:
        """The password is hashed first: nobody else writes while a transaction waits for that.

        Also where the address is known already, so that the time it takes says nothing about it.
        """
        form.hashed = make_password(form.cleaned_data["password1"] or None)
        with transaction.atomic():
            self.user, answer = form.try_save(self.request)
            answer = answer or self._led_on()
            keep(self.request)
        return answer

    def _led_on(self) -> HttpResponseBase:
        """To the page that asks for the code; the address is named, so that nobody looks for it."""
        login = Login(user=self.user, email=self.user.email, redirect_url=self.get_success_url(), signup=True)
        answer: HttpResponseBase = perform_login(self.request, login)
        return answer


def first_look(request: HttpRequest, notices: list[Notice]) -> object:
    """What the page depends on for somebody of whom we know nothing yet: its notices; "" for everybody else."""
    if request.GET or not request.session.is_empty():
        return ""
    return tuple((notice.version, notice.title, notice.body) for notice in notices) or "none"


signup = SignupView.as_view()


_code: Callable[[HttpRequest], HttpResponseBase] = CodeView.as_view()


def confirm(request: HttpRequest) -> HttpResponseBase:
    """The code from the letter: the proven address, the sign-in, its log and the way past the gates together."""
    if request.method != "POST":
        return _code(request)
    with transaction.atomic():
        answer = _code(request)
        look(request)
        keep(request)
    return answer
