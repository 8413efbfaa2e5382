"""The telephone numbers of a team: covered, and one of them for this once to whoever says why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import show_number
from baigong.domain.entries.models import Entry, Member
from baigong.kit.http.doors import door
from baigong.kit.text import masked
from baigong.portals.office.entries.loading import entry_of


class NumberForm(forms.Form):
    """Whose, and what for."""

    member = forms.ChoiceField(label=_("Whose number"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What you need it for"),
        max_length=200,
        help_text=_("Its owner reads this with your name in “My data”; it stays in the audit log. No names, please."),
    )

    def __init__(self, data: Any, *, members: list[Member]) -> None:
        super().__init__(data, initial={"member": members[0].public_id} if len(members) == 1 else {})
        shown = [(one.public_id, f"{one.name}　{masked(one.person.phone)}") for one in members if one.person]
        self.fields["member"].choices = shown  # type: ignore[attr-defined]


@door(Can.SHOW_NUMBER, methods=("GET", "POST"), of=entry_of)
def numbers(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Nothing is shown again by going back or by reloading without asking."""
    members = [one for one in entry.members.select_related("person") if one.person and one.person.phone]
    form = NumberForm(request.POST or None, members=members)
    context: dict[str, Any] = {"entry": entry, "form": form, "members": members}
    if request.method == "POST" and form.is_valid():
        member = next(one for one in members if one.public_id == form.cleaned_data["member"])
        number = show_number(member, reason=form.cleaned_data["reason"], by=request.user)
        context |= {"chosen": member, "number": number}
    response = render(request, "office/entries/numbers.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response
