"""What the office sees of a selection: the ranking with its doubt, the prizes, who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.judging.rubric import Rubric, Shown
from baigong.domain.selection.models import Placement, Selection
from baigong.domain.selection.states import SelectionState
from baigong.kit.text import Bilingual

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the ranking: plain mean beside calibrated merit with its interval, chance, zone, prizes."""

    public_id: str
    rank: int | None
    title: str
    sign: str
    mean: float | None
    score: Shown
    chance: float | None
    zone: str
    prizes: list[str]
    reason: Bilingual
    overruled: str


@dataclass(frozen=True, slots=True)
class PrizeLine:
    """How many of a prize are proposed, and who."""

    key: str
    name: str
    count: int
    wanted: int
    titles: list[str]


def selection_in_view(edition: Edition) -> Selection | None:
    """What matters now: the published one, else one under way, else the newest."""
    found = list(
        Selection.objects.filter(edition=edition)
        .select_related("round", "proposed_by", "approved_by")
        .defer("record")[:20]
    )
    order = (SelectionState.PUBLISHED, SelectionState.APPROVED, SelectionState.PROPOSED)
    for state in order:
        if hit := next((one for one in found if one.state == state), None):
            return hit
    return found[0] if found else None


def ranking(selection: Selection, *, main: str, page: Any = 1) -> tuple[Page[Any], list[Row]]:
    """One page of the ranking, the best first, and its rows."""
    lines = (
        Placement.objects.filter(selection=selection)
        .select_related("entry__track")
        .order_by(F("rank").asc(nulls_last=True), "entry__public_id")
    )
    names, rubric = prize_names(selection.edition_id), Rubric.of(selection.round.rubric)
    found = Paginator(lines, PER_PAGE).get_page(page)
    return found, [_row(line, main, names, rubric) for line in found.object_list]


def _row(line: Placement, main: str, names: dict[str, str], rubric: Rubric) -> Row:
    return Row(
        public_id=line.entry.public_id,
        rank=line.rank,
        title=line.entry.title,
        sign=line.entry.track.sign,
        mean=line.mean,
        score=line.shown(rubric),
        chance=line.chances.get(main, 0.0) if line.merit is not None else None,
        zone=line.zone,
        prizes=[names.get(key, key) for key in line.prizes],
        reason=line.reason,
        overruled=line.overruled,
    )


def prize_names(edition_id: int) -> dict[str, str]:
    return {prize.key: str(prize.name) for prize in Prize.objects.filter(edition=edition_id)}


def main_prize(edition: Edition) -> Prize | None:
    """The prize whose cut everybody looks at."""
    return Prize.objects.filter(edition=edition, is_retired=False, per_track=False).order_by("-count").first()


def prize_lines(selection: Selection, *, tracks: int) -> list[PrizeLine]:
    """The prizes as the list fills them now."""
    winners: dict[str, list[str]] = {}
    rows = (
        Placement.objects.filter(selection=selection)
        .exclude(prizes=[])
        .select_related(None)
        .order_by("entry__public_id")
    )
    for title, prizes in rows.values_list("entry__title", "prizes"):
        for prize in prizes:
            winners.setdefault(prize, []).append(title)
    return [
        PrizeLine(
            prize.key,
            str(prize.name),
            len(winners.get(prize.key, ())),
            prize.count * (tracks if prize.per_track else 1),
            sorted(winners.get(prize.key, ())),
        )
        for prize in Prize.objects.filter(edition=selection.edition_id, is_retired=False)
    ]


def zone_counts(selection: Selection) -> dict[str, int]:
    """How many entries are surely in, open, surely out at the main cut."""
    zones = Placement.objects.filter(selection=selection).exclude(zone="").order_by().values_list("zone")
    return {"in": 0, "open": 0, "out": 0} | dict(zones.annotate(Count("pk")))
