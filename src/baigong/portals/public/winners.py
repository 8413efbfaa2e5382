"""The winners of an edition, from the moment of their publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Prefetch, Q

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.entries.models import Member
from baigong.domain.entries.states import MemberState
from baigong.domain.library.models import Solution
from baigong.domain.library.states import SolutionState
from baigong.domain.selection.models import Award


@dataclass(frozen=True)
class Winner:
    """One line of the list: only what a list of winners says."""

    title: str
    team: str
    units: str
    track: str
    sign: str
    solution: str


@dataclass(frozen=True)
class PrizeList:
    """One prize with its winners, in the order of their titles and never of their rank."""

    name: str
    winners: list[Winner]


def winners_of(edition: Edition) -> list[PrizeList]:
    """All prizes with their winners, the rarest first; empty before the publication, when no award exists."""
    accepted = Member.objects.filter(state=MemberState.ACCEPTED)
    awards = (
        Award.objects.filter(entry__edition=edition, revoked_at=None)
        .select_related("entry__track")
        .prefetch_related("entry__units", Prefetch("entry__members", accepted))
    )
    published = dict(
        Solution.objects.filter(edition=edition, state=SolutionState.PUBLISHED).values_list("entry", "public_id")
    )
    by_prize: dict[int, list[Winner]] = {}
    for award in awards:
        by_prize.setdefault(award.prize_id, []).append(_winner(award.entry, published))
    prizes = sorted(Prize.objects.filter(edition=edition), key=lambda prize: len(by_prize.get(prize.pk, ())))
    return [PrizeList(str(prize), sorted(by_prize[prize.pk], key=_order)) for prize in prizes if prize.pk in by_prize]


def corrected_on(edition: Edition) -> datetime | None:
    """When the list was last put right: an award taken back, or one given after the publication."""
    awards = Award.objects.filter(entry__edition=edition)
    late = Max("awarded_at", filter=Q(awarded_at__gt=F("selection__published_at")))
    found = awards.aggregate(revoked=Max("revoked_at"), late=late)
    return max((at for at in found.values() if at), default=None)


def _winner(entry: Any, published: dict[int, str]) -> Winner:
    names = "、".join(member.name for member in entry.members.all())
    units = "、".join(unit.name for unit in entry.units.all())
    return Winner(
        entry.title, entry.team or names, units, str(entry.track), entry.track.sign, published.get(entry.pk, "")
    )


def _order(winner: Winner) -> tuple[str, str]:
    return winner.track, winner.title
