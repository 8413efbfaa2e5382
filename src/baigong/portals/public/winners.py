"""The winners of an edition, from the moment of their publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.entries.models import EntryUnit, Member
from baigong.domain.entries.states import MemberState
from baigong.domain.library.states import SolutionState
from baigong.domain.selection.models import Award
from baigong.kit.prepared import Prepared
from baigong.kit.ui import pieces

COLUMNS = (
    *("prize_id", "entry_id", "entry__title", "entry__team", "entry__track__name", "entry__track__sign"),
    *("entry__solution__state", "entry__solution__public_id"),
)


def _given(edition: int) -> QuerySet[Award]:
    """By way of the prizes: a hundred awards are found without a look at five thousand entries."""
    return Award.objects.filter(prize__edition=edition, revoked_at=None)


_awards = Prepared(lambda edition: _given(edition).values_list(*COLUMNS))
_prizes = Prepared(lambda edition: Prize.objects.filter(edition=edition))
_units = Prepared(
    lambda edition: (
        EntryUnit.objects.filter(entry__in=_given(edition).values("entry"))
        .order_by("order")
        .values_list("entry_id", "unit__name")
    )
)
_members = Prepared(
    lambda edition: (
        Member.objects.filter(entry__in=_given(edition).values("entry"), entry__team="", state=MemberState.ACCEPTED)
        .order_by("order", "pk")
        .values_list("entry_id", "name")
    )
)
_late = Max("awarded_at", filter=Q(awarded_at__gt=F("selection__published_at")))
_corrections = Prepared(
    lambda edition: (
        Award.objects.filter(prize__edition=edition)
        .order_by()
        .values("prize__edition")
        .annotate(revoked=Max("revoked_at"), late=_late)
        .values_list("revoked", "late")
    )
)


@dataclass(frozen=True, slots=True)
class Winner:
    """One line of the list: only what a list of winners says."""

    title: str
    team: str
    units: str
    track: str
    sign: str
    href: str

    @property
    def card(self) -> SafeString:
        return pieces.card(
            href=self.href, title=self.title, text=self.team, sign=self.sign, top=self.track, by=self.units
        )

    @property
    def cells(self) -> tuple[object, ...]:
        title = pieces.link(self.href, self.title) if self.href else self.title
        return pieces.sign(self.sign, label=self.track), title, self.team, self.units


@dataclass(frozen=True, slots=True)
class PrizeList:
    """One prize with its winners, in the order of their titles and never of their rank."""

    name: str
    winners: list[Winner]

    @property
    def rows(self) -> SafeString:
        columns = [(_("Track"), ""), ("", ""), (_("Team"), ""), (_("Units"), "")]
        return pieces.rows(columns, (winner.cells for winner in self.winners))


def winners_of(edition: Edition) -> list[PrizeList]:
    """All prizes with their winners, the rarest first; empty before the publication, when no award exists."""
    teams, units = _named(_members(edition.pk)), _named(_units(edition.pk))
    by_prize: dict[int, list[Winner]] = {}
    home = reverse("public:solution", args=("-",))
    for prize, entry, title, team, *rest in _awards(edition.pk):
        told = (title, team or teams.get(entry, ""), units.get(entry, ""))
        by_prize.setdefault(prize, []).append(_winner(*told, *rest, home=home))
    prizes = sorted(_prizes(edition.pk), key=lambda prize: len(by_prize.get(prize.pk, ())))
    return [PrizeList(str(prize), sorted(by_prize[prize.pk], key=_order)) for prize in prizes if prize.pk in by_prize]


def _named(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The names of each entry, in their order."""
    names: dict[int, list[str]] = {}
    for entry, name in rows:
        names.setdefault(entry, []).append(name)
    return {entry: "、".join(found) for entry, found in names.items()}


def corrected_on(edition: Edition) -> datetime | None:
    """When the list was last put right: an award taken back, or one given after the publication."""
    return max((at for row in _corrections(edition.pk) for at in row if at), default=None)


def _winner(
    title: str, team: str, units: str, track: Any, sign: str, state: str, solution: str, *, home: str
) -> Winner:
    href = home.replace("-", solution) if state == SolutionState.PUBLISHED else ""
    return Winner(title, team, units, str(track), sign, href)


def _order(winner: Winner) -> tuple[str, str]:
    return winner.track, winner.title
