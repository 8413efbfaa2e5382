"""What people type when they decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """When the list opens."""

    publish_at = forms.DateTimeField(
        label=_("The list opens at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Taipei time. Left empty: the time in the edition's calendar."),
    )


class OverruleForm(forms.Form):
    """Other prizes for one entry, and why."""

    prizes = forms.MultipleChoiceField(label=_("Prizes"), required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Why the meeting decides otherwise"), max_length=1000, widget=forms.Textarea)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prizes: Any = self.fields["prizes"]
        prizes.choices = choices


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=500)


class MotionForm(forms.Form):
    """What is voted on, and whether names are kept."""

    motion = forms.MultipleChoiceField(label=_("Prizes"), required=False)
    is_secret = forms.BooleanField(label=_("Secret"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        motion: Any = self.fields["motion"]
        motion.choices = choices
