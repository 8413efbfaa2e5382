"""How many readers a year needs: asked before the call, kept with the year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.judging import actions
from baigong.domain.judging.models import Outlook
from baigong.kit.http.doors import door
from baigong.kit.text import Bilingual
from baigong.portals.office.jury.loading import edition_in_view

USUAL = {"entries": 400, "judges": 40, "hours_per_read": 0.5, "hours_each": 20, "character": "panel"}


class PlanForm(forms.Form):
    """What the office expects."""

    entries = forms.IntegerField(label=_("Entries you expect"), min_value=10, max_value=20000)
    judges = forms.IntegerField(label=_("Judges you may have"), min_value=3, max_value=2000)
    hours_per_read = forms.FloatField(label=_("Hours to read one"), min_value=0.05, max_value=10)
    hours_each = forms.FloatField(label=_("Hours a judge can give"), min_value=1, max_value=500)
    character = forms.ChoiceField(
        label=_("What kind of jury"),
        choices=(
            ("trained", _("Trained together with examples")),
            ("panel", _("Experts, as usual")),
            ("untrained", _("People without training")),
        ),
    )


@door(Can.CHANGE_EDITION, methods=("GET", "POST"), of=edition_in_view)
def planner(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest forecast, and a form for the next."""
    latest = Outlook.objects.filter(edition=edition).first()
    form = PlanForm(request.POST or None, initial=latest.given if latest else USUAL)
    if request.method == "POST" and form.is_valid():
        actions.ask_outlook(edition, given=form.cleaned_data, by=request.user)
        return redirect("office:planner")
    page = {"form": form, "outlook": latest, "advice": _advice(latest)}
    return render(request, "office/jury/planner.html", page, status=422 if form.errors else 200)


def _advice(outlook: Outlook | None) -> list[Any]:
    return [Bilingual.of(sentence) for sentence in outlook.advice] if outlook else []
