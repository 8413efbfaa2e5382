"""Units that look like one: side by side, and merged with one press."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import EntryUnit
from baigong.domain.units.actions import merge_units, part_units
from baigong.domain.units.models import Merge, Unit
from baigong.domain.units.naming import key_of
from baigong.kit.http.doors import door
from baigong.portals.office.entries.loading import edition_of

MOST_GROUPS = 50
MOST_FOUND = 40
MOST_MERGES = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One spelling, and how many entries of the year name it."""

    unit: Unit
    entries: int


@door(Can.KEEP_UNITS, methods=("GET", "POST"), of=edition_of)
def units(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Groups of look-alikes, or what a search finds."""
    if request.method == "POST":
        return _part(request, edition) if "part" in request.POST else _merge(request, edition)
    text = request.GET.get("q", "").strip()[:100]
    groups = _found(edition, text) if text else alike(edition)
    merges = Merge.objects.filter(undone_at=None).select_related("unit", "into")[:MOST_MERGES]
    context = {"year": edition, "groups": groups, "text": text, "merges": merges}
    return render(request, "office/entries/units.html", context)


def alike(edition: Edition) -> list[list[Row]]:
    """Units of the year's entries, and official ones, that share a short name."""
    counts = _counts(edition)
    rows = Unit.objects.standing().filter(Q(pk__in=counts) | Q(is_listed=True))
    by_key: dict[str, list[Unit]] = defaultdict(list)
    for unit in rows.order_by("-is_listed", "name").iterator():
        by_key[key_of(unit.name)].append(unit)
    groups = (same for same in by_key.values() if len(same) > 1 and any(unit.pk in counts for unit in same))
    return [_rows(same, counts) for same, _place in zip(groups, range(MOST_GROUPS), strict=False)]


def _found(edition: Edition, text: str) -> list[list[Row]]:
    same = list(Unit.objects.called(text).order_by("-is_listed", "name")[:MOST_FOUND])
    return [_rows(same, _counts(edition))] if same else []


def _counts(edition: Edition) -> dict[int, int]:
    named: QuerySet[EntryUnit] = EntryUnit.objects.filter(entry__edition=edition)
    return dict(named.order_by().values_list("unit").annotate(Count("pk")))


def _rows(units: Iterable[Unit], counts: dict[int, int]) -> list[Row]:
    return [Row(unit, counts.get(unit.pk, 0)) for unit in units]


def _merge(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every ticked spelling goes into the one whose button was pressed."""
    into = Unit.objects.standing().filter(public_id=request.POST.get("into", "")).first()
    if into is None:
        raise Http404
    others = Unit.objects.standing().filter(public_id__in=request.POST.getlist("same")).exclude(pk=into.pk)
    count = len([merge_units(unit, into, by=request.user) for unit in others])
    done = ngettext("One spelling now stands under “{name}”.", "{n} spellings now stand under “{name}”.", count)
    messages.success(request, done.format(n=count, name=into.name))
    return redirect("office:units", edition.slug)


def _part(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A merge that was a mistake."""
    merge = get_object_or_404(Merge.objects.select_related("into"), public_id=request.POST["part"])
    unit = part_units(merge, by=request.user)
    messages.success(request, _("“{name}” stands for itself again.").format(name=unit.name))
    return redirect("office:units", edition.slug)
