"""What the office writes to a team: what to put right and until when, or why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baigong.domain.editions.models import Track
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import limits_of, questions
from baigong.kit import time

MOST_TICKETS = 30


class ReturnForm(forms.Form):
    """補正: one ticket or several, each with its question, and one date (the end of that day)."""

    due_on = forms.DateField(
        label=_("Until the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, entry: Entry) -> None:
        due = (time.now() + timedelta(days=limits_of(entry).resubmission_days)).astimezone(time.TAIPEI).date()
        super().__init__(data, initial={"due_on": due})
        asked = [(question.key, str(question.text)) for question in questions(entry).questions()]
        self.numbers = _numbers(data)
        for number in self.numbers:
            self._add(number, [("", _("The whole entry")), *asked])
        self.order_fields([*(name for number in self.numbers for name in _names(number)), "due_on"])

    def _add(self, number: int, choices: list[tuple[str, Any]]) -> None:
        question, reason = _names(number)
        self.fields[question] = forms.ChoiceField(label=_("About which question"), required=False, choices=choices)
        self.fields[reason] = forms.CharField(
            label=_("What is to be put right"),
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="" if number else _("The team reads exactly this, in a letter and on its pages."),
            required=False,
        )

    def rows(self) -> list[tuple[Any, Any]]:
        """The boxes of each ticket: its question and its text."""
        return [(self[question], self[reason]) for question, reason in map(_names, self.numbers)]

    def tickets(self) -> list[tuple[str, str]]:
        """What was written, as (question, text); empty tickets are none."""
        pairs = ([self.cleaned_data[name] for name in _names(number)] for number in self.numbers)
        return [(question, reason) for question, reason in pairs if reason]

    def due_at(self) -> datetime:
        """24:00 of the chosen day in Taipei."""
        day = self.cleaned_data["due_on"]
        return datetime(day.year, day.month, day.day, tzinfo=time.TAIPEI) + timedelta(days=1)


def _names(number: int) -> tuple[str, str]:
    return (f"question-{number}", f"reason-{number}") if number else ("question", "reason")


def _numbers(data: Any) -> range:
    """As many tickets as were on the page, and one more where it was asked for."""
    sent = sum(name.startswith("reason") for name in data or ())
    return range(min(max(sent, 1) + ("more" in (data or ())), MOST_TICKETS))


class ReasonForm(forms.Form):
    """Why an entry is not eligible."""

    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team reads exactly this, in a letter and on its pages."),
    )


class TrackForm(forms.Form):
    """Another track, and why it would suit the entry better."""

    track = forms.ChoiceField(label=_("Track"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team reads exactly this, in a letter and on its pages."),
    )

    def __init__(self, data: Any = None, *, entry: Entry) -> None:
        super().__init__(data)
        others = entry.edition.tracks.filter(is_retired=False).exclude(pk=entry.track_id)
        self.tracks = {track.key: track for track in others}
        self.fields["track"].choices = [(key, str(track)) for key, track in self.tracks.items()]  # type: ignore[attr-defined]

    def clean_track(self) -> Track:
        return self.tracks[self.cleaned_data["track"]]


class NoteForm(forms.Form):
    """A note that stays with the decision; the team does not read it."""

    reason = forms.CharField(label=_("Note for the record"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
