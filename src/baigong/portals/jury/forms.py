"""What judges type, as arguments of the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """Yes, yes but fewer, or not this time."""

    answer = forms.ChoiceField(
        choices=(("accept", _("Accept")), ("fewer", _("Accept, but at most")), ("decline", _("Not this time")))
    )
    most_reads = forms.IntegerField(label=_("At most so many entries"), min_value=1, max_value=1000, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == "fewer" and not said.get("most_reads"):
            self.add_error("most_reads", _("Say how many you can read."))
        return said


class ConflictForm(forms.Form):
    """Why somebody steps aside."""

    kind = forms.ChoiceField(label=_("What binds you"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("In a few words, if you like"), max_length=300, required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = kinds
