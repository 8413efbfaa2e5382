"""The small forms of the entrant portal: start, invite, name a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baigong.domain.editions.models import Edition, Track
from baigong.domain.editions.queries import tracks_of, unit_kinds_of
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import MemberRole
from baigong.domain.sheets.showing import Shown
from baigong.kit.taiwan.counties import COUNTIES
from baigong.kit.text import Bilingual

ROLES = [
    (MemberRole.EDITOR.value, _("may write")),
    (MemberRole.READER.value, _("may read")),
]


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """A track as somebody reads it who has to choose one."""

    track: Track
    about: Bilingual
    fits: Bilingual

    @classmethod
    def of(cls, track: Track) -> TrackChoice:
        return cls(track, Bilingual.of(track.data.get("text")), Bilingual.of(track.data.get("fits")))


class StartForm(forms.Form):
    """Which track, and a first name for it."""

    track = forms.ChoiceField(label=_("Track"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Name of the solution"),
        max_length=300,
        required=False,
        help_text=_("You may change it at any time until you submit."),
    )

    previous = forms.ChoiceField(
        label=_("Start from an earlier entry"),
        required=False,
        help_text=_("Answers to the same questions are copied; say there what has changed. Files stay behind."),
    )

    def __init__(self, *args: Any, edition: Edition, mine: Iterable[Entry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mine = {entry.public_id: entry for entry in mine}
        earlier = [(key, f"{entry}（{entry.edition}）") for key, entry in self.mine.items()]
        self.fields["previous"].choices = [("", _("No, from the beginning")), *earlier]  # type: ignore[attr-defined]
        open_ones = (track for track in tracks_of(edition) if not track.is_retired)
        self.tracks = {track.public_id: TrackChoice.of(track) for track in open_ones}
        choices = [(key, str(choice.track)) for key, choice in self.tracks.items()]
        self.fields["track"].choices = choices  # type: ignore[attr-defined]

    @property
    def offered(self) -> list[tuple[str, str, str, str]]:
        """Each track as the page shows it: key, name, what it is about, what fits."""
        return [
            (key, f"{one.track.sign}・{one.track}", str(one.about), str(one.fits)) for key, one in self.tracks.items()
        ]

    @property
    def first_look(self) -> object:
        """What the page is made of for everybody who sent nothing yet and has nothing to start from; else ""."""
        return "" if self.is_bound or self.mine else tuple(self.offered)

    def clean_previous(self) -> Entry | None:
        return self.mine.get(self.cleaned_data["previous"])

    def clean_track(self) -> Track:
        return self.tracks[self.cleaned_data["track"]].track


class InviteForm(forms.Form):
    """Whom to ask to join."""

    name = forms.CharField(label=_("Full name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("What the person may do"), choices=ROLES, widget=forms.RadioSelect, initial="editor"
    )

    @property
    def first_look(self) -> object:
        """The same for everybody who sent nothing yet; else ""."""
        return "" if self.is_bound else "invite"


class UnitForm(forms.Form):
    """A unit that stands on the entry."""

    kind = forms.ChoiceField(label=_("Kind of unit"))
    unit = forms.CharField(label=_("Name of the unit"), max_length=200, help_text=_("In full, as on its letterhead."))
    county = forms.ChoiceField(label=_("County or city"), required=False)
    number = forms.CharField(
        label=_("Business number or school code"),
        max_length=20,
        required=False,
        help_text=_("If you have it at hand: the unit is then found under whatever name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, str(kind.name)) for kind in unit_kinds_of(edition) if not kind.is_retired]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        places = [(county.name.zh, str(county.name)) for county in COUNTIES]
        self.fields["county"].choices = [("", "—"), *places]  # type: ignore[attr-defined]
        self.kinds = tuple(kinds)

    @property
    def first_look(self) -> object:
        """What the form is made of for everybody who sent nothing yet; else ""."""
        return "" if self.is_bound else self.kinds


class NameForm(forms.Form):
    """How a name stands on the certificate."""

    name = forms.CharField(label=_("Your name in Chinese"), max_length=100)
    name_en = forms.CharField(
        label=_("Your name in English"),
        max_length=100,
        required=False,
        help_text=_("For English certificates. As in your passport."),
    )


class WithdrawForm(forms.Form):
    """Why an entry is taken back; nobody has to say."""

    reason = forms.CharField(
        label=_("Would you tell us why?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


SHOWN = [("nobody", _("Nobody who could be recognised")), ("some", _("People who can be recognised"))]
LICENCES = [
    ("own", _("Ours: made by the team")),
    ("permission", _("Somebody else's, used with permission")),
    ("open", _("Under an open licence")),
]


class AssetForm(forms.Form):
    """What a file shows, who is in it, whether they agreed, and whose it is."""

    caption = forms.CharField(
        label=_("What it shows"), max_length=200, required=False, help_text=_("Read out to those who cannot see it.")
    )
    shown = forms.ChoiceField(label=_("Who can be seen in it"), choices=SHOWN, widget=forms.RadioSelect)
    names = forms.CharField(
        label=_("Who"), max_length=300, required=False, help_text=_("Names, or the group: “ten second-year students”.")
    )
    agreed = forms.BooleanField(
        label=_("Everybody in it agreed that it is shown to judges and, if selected, to the public"), required=False
    )
    minors = forms.BooleanField(label=_("Somebody in it is under 18"), required=False)
    guardians = forms.BooleanField(label=_("Their parents or guardians agreed too"), required=False)
    licence = forms.ChoiceField(label=_("Whose it is"), choices=LICENCES, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("Who gave permission, or the licence and address."),
    )

    def __init__(self, *args: Any, is_writable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caption"].disabled = not is_writable


class LibraryForm(forms.Form):
    """Which answers may be public, the one character, and the English name."""

    public = forms.MultipleChoiceField(label=_("May be public"), required=False, widget=forms.CheckboxSelectMultiple)
    sign = forms.CharField(label=_("The character in your cell"), max_length=1)
    title_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)

    def __init__(self, *args: Any, offered: list[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(shown.question.key, str(shown.question.text)) for shown in offered]
        self.fields["public"].choices = choices  # type: ignore[attr-defined]


class AvoidForm(forms.Form):
    """Somebody who should not read the entry, and why."""

    name = forms.CharField(label=_("Full name"), max_length=100)
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    reason = forms.CharField(label=_("Why this person should not read it"), max_length=300)
