"""Who is next in line for a place that came free, and what the office and a team see of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.entries.states import EntryState
from baigong.domain.selection.models import Award, Correction, Offer, Placement
from baigong.domain.selection.states import CorrectionState, OfferState
from baigong.kit import time


@dataclass(frozen=True, slots=True)
class Place:
    """A free place of a prize: its rule in the record, every entry's labels, and who has the prize now (keys)."""

    rule: Mapping[str, Any]
    labels: Mapping[str, Mapping[str, str]]
    standing: list[str]

    def takes(self, entry: str) -> bool:
        """Whether with this entry every cap holds and every floor can still be met by the places left."""
        left = max(self.rule["count"] - len(self.standing) - 1, 0)
        return all(self._holds(quota, entry, left) for quota in self.rule["quotas"])

    def _holds(self, quota: Mapping[str, Any], entry: str, left: int) -> bool:
        groups = Counter(self.labels.get(key, {}).get(quota["by"], "") for key in [*self.standing, entry])
        own = self.labels.get(entry, {}).get(quota["by"], "")
        if own in quota["most"] and groups[own] > quota["most"][own]:
            return False
        lacking: int = sum(max(least - groups[group], 0) for group, least in quota["least"].items())
        return lacking <= left


def inner_awards(award: Award) -> Iterator[Award]:
    """The standing awards of the same entry that can be had only together with this one."""
    own = Award.objects.filter(entry=award.entry_id, revoked_at=None).select_related("prize", "entry", "selection")
    outside = {award.prize.key}
    for one in sorted(own, key=lambda each: -each.prize.count):
        if one.prize.within in outside:
            outside.add(one.prize.key)
            yield one


def next_in_line(correction: Correction) -> Entry | None:
    """The best of those who could have the prize, do not have it, and were not asked before."""
    award = correction.award
    lines = Placement.objects.filter(selection=award.selection_id, entry__state=EntryState.DECIDED).exclude(rank=None)
    if award.prize.per_track:
        lines = lines.filter(entry__track=award.entry.track_id)
    had = Award.objects.filter(prize=award.prize).values("entry")
    asked = Offer.objects.filter(correction__award__prize=award.prize).values("entry")
    left = lines.exclude(entry__in=had).exclude(entry__in=asked).select_related("entry")
    is_single = document_of(award.selection.edition).award_rules.one_per_team
    place = _place_of(award)
    in_order = sorted(left, key=lambda line: _order(line, award))
    fitting = (line for line in in_order if place is None or place.takes(line.entry.public_id))
    return next((line.entry for line in fitting if _may_win(line, award.prize, is_single=is_single)), None)


def _place_of(award: Award) -> Place | None:
    """The place under the floors and caps of the record; None where the meeting gave the prize and no rule counts."""
    names = {award.prize.key, f"{award.prize.key}/{award.entry.track.key}"}
    rules = award.selection.record.get("rules", {}).get("prizes", ())
    rule = next((rule for rule in rules if rule["name"] in names), None)
    if rule is None:
        return None
    standing = Award.objects.filter(prize=award.prize, revoked_at=None)
    if award.prize.per_track:
        standing = standing.filter(entry__track=award.entry.track_id)
    labels = {one["key"]: one["labels"] | {"track": one["track"]} for one in award.selection.record["entries"]}
    return Place(rule, labels, list(standing.values_list("entry__public_id", flat=True)))


def _may_win(line: Placement, prize: Prize, *, is_single: bool) -> bool:
    """Inside the prize around it, and no team twice where the year says so (`is_single`)."""
    standing = Award.objects.filter(revoked_at=None)
    if prize.within and not standing.filter(entry=line.entry_id, prize__key=prize.within).exists():
        return False
    if not is_single or not line.entry.team.strip():
        return True
    return not standing.filter(prize=prize, entry__team=line.entry.team).exists()


def _order(line: Placement, award: Award) -> tuple[float, int]:
    """The greatest chance first, then the rank: as the engine puts those who did not win."""
    names = (award.prize.key, f"{award.prize.key}/{award.entry.track.key}")
    return -max(line.chances.get(name, 0.0) for name in names), line.rank or 0


def corrections_in(edition: Edition) -> list[Correction]:
    """All of a year with their awards and offers, those that wait first."""
    found = Correction.objects.filter(award__selection__edition=edition)
    related = ("award__entry", "award__prize", "proposed_by", "approved_by")
    every = found.select_related(*related).prefetch_related("offers__entry")
    return sorted(every, key=lambda one: one.state != CorrectionState.PROPOSED)


def standing_awards(edition: Edition) -> list[tuple[str, str]]:
    """Every award that stands, as choices of a form."""
    awards = Award.objects.filter(selection__edition=edition, revoked_at=None).select_related("entry", "prize")
    rows = [(award.public_id, f"{award.entry.title}：{award.prize.name}") for award in awards]
    return sorted(rows, key=lambda row: row[1])


def offers_to(entry: Entry) -> list[Offer]:
    """What an entry may take now, and what it left so lately that it may take it after all."""
    gone = Offer.objects.filter(correction=OuterRef("correction")).exclude(state=OfferState.DECLINED)
    waiting, left = Q(state=OfferState.OFFERED), Q(answered_at__gt=time.now() - UNDO_FOR) & ~Exists(gone)
    may_take = Offer.objects.filter(waiting | left, entry=entry)
    return list(may_take.select_related("correction__award__prize"))


def declined_by(entry: Entry) -> list[Correction]:
    """Awards that the team declined, until a director has confirmed it."""
    waiting = Correction.objects.filter(award__entry=entry, objection=None, state=CorrectionState.PROPOSED)
    return list(waiting.select_related("award__prize"))
