"""The forms of an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from baigong.domain.consents.actions import give
from baigong.domain.consents.models import Notice
from baigong.domain.consents.queries import required
from baigong.domain.people.actions import LONGEST_NAME
from baigong.domain.people.models import Person
from baigong.domain.people.states import DataRequestKind
from baigong.interface.context import current_edition


def notices_of(request: HttpRequest) -> list[Notice]:
    """What everybody with an account agrees to this year."""
    edition = current_edition(request)
    return required(edition=edition.slug if edition else "")


class SignupForm(forms.Form):
    """What we ask besides address and password: a name and that the notice was read."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("As it should stand on a certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agreed = forms.BooleanField(label=_("I have read the privacy notice and agree that my data is used in this way."))
    field_order = ["email", "name", "password1", "agreed"]
    notices: Sequence[Notice] = ()  # what the page shows and its reader agrees to

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by django-allauth once the account exists."""
        for notice in self.notices or notices_of(request):
            give(notice, by=user)


class ProfileForm(forms.Form):
    """What others see of a person, and the language of letters."""

    name = forms.CharField(label=_("Your name"), max_length=LONGEST_NAME)
    name_en = forms.CharField(
        label=_("Your name in English"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("For English certificates. As in your passport."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("With extension if there is one. It is kept encrypted; “My data” says who looked at it, and why."),
    )
    language = forms.ChoiceField(label=_("Language of our letters"), choices=Person.Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("zh-hant", "中文（臺灣）"), ("en", "English")]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The address of the other account."""

    address = forms.EmailField(label=_("The other account's e-mail address"), max_length=254)


class MergeCodesForm(forms.Form):
    """The codes of both letters."""

    own_code = forms.CharField(label=_("Code sent to this account's address"), max_length=20)
    other_code = forms.CharField(label=_("Code sent to the other address"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "one-time-code"


class DataRequestForm(forms.Form):
    """What somebody asks about the own data."""

    kind = forms.ChoiceField(label=_("I ask to"), choices=DataRequestKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Which data, and what about it"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
