"""What judges type, as arguments of the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baigong.domain.judging.rubric import Rubric

WORDS = "words-"


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


def split(answers: Mapping[str, Any], rubric: Rubric) -> tuple[dict[str, Any], dict[str, Any], list[str] | None]:
    """The desk's answers by name as scores, words and flags; an emptied score is None, absent flags are None."""
    scores = {key: number(answers[key]) for key in rubric.keys if key in answers}
    words = {name.removeprefix(WORDS): str(text) for name, text in answers.items() if name.startswith(WORDS)}
    flags = answers.get("flags")
    return scores, words, [str(flag) for flag in flags] if isinstance(flags, list | tuple) else None


def number(raw: Any) -> Any:
    """A score as the scale writes it; what is none stays as it is, for the rubric to refuse."""
    text = str(raw if raw is not None else "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
