"""Who is next in line for a place that came free, and what the office and a team see of it."""

from __future__ import annotations

from collections.abc import Iterator

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState
from baigong.domain.selection.models import Award, Correction, Offer, Placement
from baigong.domain.selection.states import CorrectionState, OfferState


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
    in_order = sorted(left, key=lambda line: _order(line, award))
    return next((line.entry for line in in_order if _may_win(line, award.prize, is_single=is_single)), None)


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
    """What an entry may take now."""
    waiting = Offer.objects.filter(entry=entry, state=OfferState.OFFERED)
    return list(waiting.select_related("correction__award__prize"))
