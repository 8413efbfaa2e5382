"""The ministry's list of schools in the browser: what would change and every fault first, then all at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import unit_kinds_of
from baigong.domain.units.actions import take_schools
from baigong.domain.units.queries import listings
from baigong.domain.units.schools import Reading, decoded, read
from baigong.kit.http.doors import door
from baigong.portals.office.entries.loading import edition_of

LARGEST = 1 << 20  # bytes; the longest of the ministry's lists has a third of this
MOST_SHOWN = 200


class ListForm(forms.Form):
    """A file or, once it was looked at, its very text again: nothing waits on the server in between."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of unit of these schools"))
    level = forms.CharField(
        label=gettext_lazy("Level, where the file does not say"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For files without such a column."),
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file of the ministry"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition) -> None:
        super().__init__(*args)
        coded = [one for one in unit_kinds_of(edition) if one.data.get("number") == "school_code"]
        kinds = [(one.key, str(one.name)) for one in coded if not one.is_retired]
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None and not cleaned.get("text"):
            self.add_error("file", _("Choose the file first."))
        elif file is not None and file.size > LARGEST:
            self.add_error("file", _("This file is larger than any list of schools."))
        elif not self.errors:
            data = cleaned["text"].encode() if file is None else file.read()
            cleaned |= {"reading": read(data, level=cleaned["level"]), "text": decoded(data)}
        return cleaned


@door(Can.KEEP_UNITS, methods=("GET", "POST"), of=edition_of)
def schools(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Choose a file; look at it; take it over."""
    form = ListForm(request.POST or None, request.FILES or None, edition=edition)
    if not form.is_valid():
        return _page(request, edition, form, status=422 if form.errors else 200)
    reading: Reading = form.cleaned_data["reading"]
    if "take" in request.POST and reading.schools:
        return _take(request, edition, reading, kind=form.cleaned_data["kind"])
    return _page(request, edition, form, status=422 if reading.faults else 200, reading=reading, **_seen(reading))


def _page(request: HttpRequest, edition: Edition, form: ListForm, *, status: int, **more: Any) -> HttpResponse:
    return render(request, "office/entries/schools.html", {"year": edition, "form": form} | more, status=status)


def _seen(reading: Reading) -> dict[str, Any]:
    """What the list would change, the changed ones before the new ones."""
    found = listings(reading.schools)
    news = sorted((one for one in found if one.is_new or one.differences), key=lambda one: one.is_new)
    added = sum(one.is_new for one in found)
    counts = {"added": added, "changed": len(news) - added, "same": len(found) - len(news)}
    return {"counts": counts, "news": news[:MOST_SHOWN], "more": len(news) - len(news[:MOST_SHOWN])}


def _take(request: HttpRequest, edition: Edition, reading: Reading, *, kind: str) -> HttpResponse:
    taken = take_schools(reading.schools, kind=kind, by=request.user)
    done = _("{read} schools read, {added} added, {changed} brought up to date.")
    messages.success(request, done.format(read=len(reading.schools), added=taken.added, changed=taken.changed))
    return redirect("office:units", edition.slug)
