"""What the office writes to a team: what to put right and until when, or why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import limits_of, questions
from baigong.kit import time


class ReturnForm(forms.Form):
    """補正: what, which question, until when (the end of that day)."""

    reason = forms.CharField(
        label=_("What is to be put right"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team reads exactly this, in a letter and on its pages."),
    )
    question = forms.ChoiceField(label=_("About which question"), required=False)
    due_on = forms.DateField(
        label=_("Until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, entry: Entry) -> None:
        due = (time.now() + timedelta(days=limits_of(entry).resubmission_days)).astimezone(time.TAIPEI).date()
        super().__init__(data, initial={"due_on": due})
        asked = [(question.key, str(question.text)) for question in questions(entry).questions()]
        self.fields["question"].choices = [("", _("The whole entry")), *asked]  # type: ignore[attr-defined]

    def due_at(self) -> datetime:
        """24:00 of the chosen day in Taipei."""
        day = self.cleaned_data["due_on"]
        return datetime(day.year, day.month, day.day, tzinfo=time.TAIPEI) + timedelta(days=1)


class ReasonForm(forms.Form):
    """Why an entry is not eligible."""

    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team reads exactly this, in a letter and on its pages."),
    )


class NoteForm(forms.Form):
    """A note that stays with the decision; the team does not read it."""

    reason = forms.CharField(label=_("Note for the record"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
