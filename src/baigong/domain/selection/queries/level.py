"""Two entries on either side of a cut that nobody can tell apart: what the declared rules for ties say, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean

from django.utils.translation import gettext as _

from baigong.domain.editions.models import EditionVersion, Prize
from baigong.domain.selection.models import Item, Placement, Selection
from baigong.domain.selection.states import ItemState

BEYOND = 50  # places below the last cut that are looked at: rules may have kept some out
COLUMNS = ("merit", "prizes", "chances", "entry__title", "entry__public_id", "entry__track__key")
PLACES = 2  # scores that are equal as they are printed are equal


def unsettled(selection: Selection) -> Iterator[str]:
    """A sentence for every tie at a cut that the rules leave to people, and about which nobody has decided yet."""
    pairs = list(_tied(selection))
    if not pairs:
        return
    rules, decided = _rules(selection), _decided(selection)
    for prize, winner, loser in pairs:
        if not {winner.entry_id, loser.entry_id} & decided and _waits(rules, selection, winner, loser):
            names = {"one": winner.entry.title, "other": loser.entry.title, "prize": prize.name}
            yield _("“%(one)s” and “%(other)s” are equal at the cut of %(prize)s. The meeting has to decide.") % names


def _tied(selection: Selection) -> Iterator[tuple[Prize, Placement, Placement]]:
    """Of every cut the last who is in and the first who is out, where their scores are equal."""
    prizes = list(Prize.objects.filter(edition=selection.edition_id, is_retired=False))
    deepest = max((prize.count for prize in prizes), default=0) + BEYOND
    lines = Placement.objects.filter(selection=selection, rank__lte=deepest)
    near = list(lines.select_related("entry__track").only(*COLUMNS))
    for prize in prizes:
        for group in _groups(prize, near):
            last, first = _edge(prize, group)
            if last is not None and first is not None and _score(last) == _score(first):
                yield prize, last, first


def _edge(prize: Prize, group: list[Placement]) -> tuple[Placement | None, Placement | None]:
    """The last who is in and the first who is out."""
    inside = [one for one in group if prize.key in one.prizes]
    outside = [one for one in group if prize.key not in one.prizes and _could_win(prize, one)]
    return min(inside, key=_score, default=None), max(outside, key=_score, default=None)


def _groups(prize: Prize, near: list[Placement]) -> Iterable[list[Placement]]:
    """Everybody, or each track by itself."""
    if not prize.per_track:
        return [near]
    tracks = {one.entry.track_id for one in near}
    return [[one for one in near if one.entry.track_id == track] for track in sorted(tracks)]


def _could_win(prize: Prize, one: Placement) -> bool:
    """It is ranked, stands inside the prize around this one, and had a chance."""
    inside = not prize.within or prize.within in one.prizes
    names = {prize.key, f"{prize.key}/{one.entry.track.key}"}
    return inside and any(chance > 0 for name, chance in one.chances.items() if name in names)


def _score(one: Placement) -> float:
    return round(one.merit or 0.0, PLACES)


def _rules(selection: Selection) -> tuple[str, ...]:
    version = EditionVersion.objects.filter(edition=selection.edition_id).first()
    return tuple((version.document if version else {}).get("award_rules", {}).get("ties", ()))


def _decided(selection: Selection) -> set[int]:
    """Entries about which somebody has decided on record: at the meeting, or with a reason."""
    items = Item.objects.filter(meeting__selection=selection, state=ItemState.DECIDED).exclude(entry=None)
    lines = Placement.objects.filter(selection=selection).exclude(overruled="")
    return {*items.values_list("entry_id", flat=True), *lines.values_list("entry_id", flat=True)}


def _waits(rules: Iterable[str], selection: Selection, winner: Placement, loser: Placement) -> bool:
    """The rules in order: a criterion settles it for the list or against it, the meeting waits, the seed lets it be."""
    for rule in rules:
        if rule == "seed":
            return False
        if rule == "meeting":
            return True
        one, other = (_mean(selection, side, rule.partition(":")[2]) for side in (winner, loser))
        if one != other:
            return one < other
    return False


def _mean(selection: Selection, side: Placement, criterion: str) -> float:
    """The plain mean of one criterion over the sheets that the record holds."""
    keys = [row["key"] for row in selection.round.rubric["criteria"]]
    if criterion not in keys:  # of another round's rubric: it tells nobody apart here
        return 0.0
    place = keys.index(criterion)
    own = [scores[place] for entry, _judge, scores in selection.record["ballots"] if entry == side.entry.public_id]
    given = [score for score in own if score is not None]
    return round(fmean(given), PLACES) if given else 0.0
