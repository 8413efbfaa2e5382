"""What the office says when it corrects or takes back a certificate."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baigong.domain.certificates.statement import Names
from baigong.kit.text import clean_line

MOST_NAMES = 40


class CorrectForm(forms.Form):
    """The names as they should stand, one a line, and why."""

    names = forms.CharField(
        label=_("Names"),
        help_text=_("One a line, as they should be printed."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    names_en = forms.CharField(label=_("Names in English"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def chosen(self) -> Names:
        return Names(lines(self.cleaned_data["names"]), lines(self.cleaned_data["names_en"]))


class RevokeForm(forms.Form):
    """Why it no longer holds."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


def lines(text: str) -> tuple[str, ...]:
    return tuple(name for name in map(clean_line, text.splitlines()) if name)[:MOST_NAMES]
