"""Whether a list fills its prizes as the edition has them: not too many, and none outside the prize it lies within."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from baigong.domain.editions.models import Prize
from baigong.domain.selection.models import Placement, Selection


def given_by_meeting(edition_id: int) -> list[Prize]:
    """The prizes that no ranking gives."""
    prizes = Prize.objects.filter(edition=edition_id, is_retired=False)
    return [prize for prize in prizes if str(prize.data.get("chosen")) == "meeting"]


def misplaced(selection: Selection) -> Iterator[str]:
    """A sentence for every prize with more winners than places, or with a winner outside the prize around it."""
    winners = list(Placement.objects.filter(selection=selection).exclude(prizes=[]).select_related("entry__track"))
    for prize in Prize.objects.filter(edition=selection.edition_id, is_retired=False):
        own = [line for line in winners if prize.key in line.prizes]
        yield from _too_many(prize, own)
        yield from _outside(prize, own)


def _too_many(prize: Prize, own: list[Placement]) -> Iterator[str]:
    counts = Counter(str(line.entry.track) if prize.per_track else "" for line in own)
    for where, count in sorted(counts.items()):
        if count > prize.count:
            name = f"{prize.name}・{where}" if where else str(prize.name)
            facts = {"prize": name, "places": prize.count, "count": count}
            yield _("%(prize)s has %(places)d places and %(count)d winners.") % facts


def _outside(prize: Prize, own: list[Placement]) -> Iterator[str]:
    for line in own:
        if prize.within and prize.within not in line.prizes:
            facts = {"title": line.entry.title, "prize": prize.name}
            yield _("“%(title)s” has %(prize)s without the prize it lies within.") % facts
