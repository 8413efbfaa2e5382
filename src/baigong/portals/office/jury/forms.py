"""What the office types about judges and reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.domain.editions.models import Edition, Track
from baigong.domain.judging.states import Gender
from baigong.kit.tables import BrokenTable, rows_of
from baigong.kit.taiwan.counties import COUNTIES, find_county

COLUMNS = ("name", "email", "tracks", "unit", "gender", "region")
GENDERS: dict[str, str] = {"": "", "女": Gender.FEMALE, "男": Gender.MALE, "其他": Gender.OTHER}
GENDERS |= {gender.value: gender for gender in Gender}
MOST_ROWS = 1000


class InviteForm(forms.Form):
    """One judge."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=100)
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=200, required=False)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), choices=(("", gettext_lazy("not said")), *Gender.choices), required=False
    )
    region = forms.ChoiceField(
        label=gettext_lazy("County or city"),
        choices=(("", gettext_lazy("not said")), *((county.name.zh, county) for county in COUNTIES)),
        required=False,
    )
    tracks = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tracks"),
        queryset=Track.objects.none(),
        required=False,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked means all."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks: Any = self.fields["tracks"]
        tracks.queryset = Track.objects.filter(edition=edition, is_retired=False)


class ManyForm(forms.Form):
    """A list of judges as CSV: name, e-mail, tracks (their keys or signs), unit, gender, county."""

    rows = forms.CharField(
        label=gettext_lazy("Rows"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One judge a line: name, e-mail, tracks by their sign (none: all), unit, gender (女, 男), county."
        ),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean_rows(self) -> list[dict[str, Any]]:
        tracks = _by_name(self.edition)
        lines = [line for line in _rows(self.cleaned_data["rows"]) if "".join(line).strip()]
        found = [_judge(line, number, tracks) for number, line in enumerate(lines[:MOST_ROWS], 1)]
        faults = [ValidationError(row) for row in found if isinstance(row, str)]
        if faults:
            raise ValidationError(faults[:20])
        return [row for row in found if isinstance(row, dict)]


def _rows(text: str) -> list[list[str]]:
    try:
        return rows_of(text)
    except BrokenTable as broken:
        raise ValidationError(str(broken)) from broken


def _by_name(edition: Edition) -> dict[str, Track]:
    """Tracks by key and by sign."""
    return {name: track for track in Track.objects.filter(edition=edition) for name in (track.key, track.sign)}


def _names(cell: str, tracks: dict[str, Track]) -> list[str]:
    """Keys as they are, signs even when they stand together: 「探合」 are two."""
    words = cell.replace("、", " ").replace("；", " ").replace(";", " ").split()
    return [name for word in words for name in ([word] if word in tracks else list(word))]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _judge(line: list[str], number: int, tracks: dict[str, Track]) -> dict[str, Any] | str:
    """One row as the arguments of the verb, or what is wrong with it."""
    cells = dict(zip(COLUMNS, [*(cell.strip() for cell in line), *([""] * len(COLUMNS))], strict=False))
    names = _names(cells["tracks"], tracks)
    unknown = "".join(name for name in names if name not in tracks)
    if sentence := _fault(cells, unknown):
        return sentence % {**cells, "n": number, "track": unknown}
    county = find_county(cells["region"])
    return {
        "name": cells["name"],
        "email": cells["email"],
        "unit": cells["unit"],
        "gender": GENDERS[cells["gender"].lower()],
        "region": county.name.zh if county else "",
        "tracks": [tracks[name] for name in names],
    }


def _fault(cells: dict[str, str], unknown: str) -> str:
    """The first thing wrong with a row, as a sentence with gaps; an empty gender or county is no fault."""
    if not _is_address(cells["email"]):
        return _("Line %(n)d: “%(email)s” is no e-mail address.")
    if unknown or not cells["name"]:
        return _("Line %(n)d: the name is missing or there is no track “%(track)s”.")
    if cells["gender"].lower() not in GENDERS:
        return _("Line %(n)d: “%(gender)s” is no gender known here; write 女, 男 or 其他, or leave it empty.")
    if cells["region"] and not find_county(cells["region"]):
        return _("Line %(n)d: there is no county or city “%(region)s”; write its full name, or leave it empty.")
    return ""


class WishesForm(forms.Form):
    """What may differ from the round's rules in one run."""

    reads = forms.IntegerField(label=gettext_lazy("Reads an entry"), min_value=1, max_value=20)
    load = forms.IntegerField(
        label=gettext_lazy("Most entries a judge"),
        min_value=0,
        max_value=2000,
        help_text=gettext_lazy("0: no cap beyond what each judge said."),
    )


class RulingForm(forms.Form):
    """Whether a bond is a conflict, and why."""

    is_conflict = forms.TypedChoiceField(choices=(("yes", ""), ("no", "")), coerce=lambda value: value == "yes")
    reason = forms.CharField(max_length=300, required=False)


class PassForm(forms.Form):
    """Whether one entry passes on."""

    passes = forms.TypedChoiceField(choices=(("yes", ""), ("no", "")), coerce=lambda value: value == "yes")
