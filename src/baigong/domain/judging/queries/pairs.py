"""What speaks against a read that somebody gives out by hand: faults forbid it, warnings do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.entries.models import Entry, Tie
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.judging.queries.rounds import entries_of
from baigong.domain.judging.states import JudgeState


@dataclass(slots=True)
class Pair:
    """A read that is wanted, with what speaks against it."""

    entry: Entry
    judge: Judge
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a round, fetched once for many pairs."""

    tied: set[tuple[int, int | None]]
    held: set[tuple[int, int]]
    loads: Counter[int]
    readable: set[int]
    tracks: dict[int, set[int]]
    load: int


def looked_at(stage: Round, wanted: Iterable[tuple[Entry, Judge]], *, viewer: Any) -> list[Pair]:
    """Every wanted read once, with faults and warnings; loads count what the viewer may know and what stands before."""
    known, pairs = _known(stage, viewer=viewer), []
    for entry, judge in dict.fromkeys(wanted):
        pair = Pair(entry, judge, _faults(known, entry, judge), _warnings(known, entry, judge))
        known.loads[judge.pk] += not pair.faults
        pairs.append(pair)
    return pairs


def _known(stage: Round, *, viewer: Any) -> Known:
    reads = Assignment.objects.standing().unbound_for(viewer).filter(round=stage)
    standing = list(reads.values_list("entry", "judge"))
    ties = Tie.objects.standing().filter(entry__edition=stage.edition_id).values_list("entry", "person")
    tracks: dict[int, set[int]] = {}
    for judge, track in Judge.tracks.through.objects.filter(judge__edition=stage.edition_id).values_list(
        "judge_id", "track_id"
    ):
        tracks.setdefault(judge, set()).add(track)
    return Known(
        tied=set(ties),
        held=set(standing),
        loads=Counter(judge for _entry, judge in standing),
        readable=set(entries_of(stage).values_list("pk", flat=True)),
        tracks=tracks,
        load=int(stage.data.get("load") or 0),
    )


def _faults(known: Known, entry: Entry, judge: Judge) -> list[str]:
    found = {
        _("There is a tie between the two."): (entry.pk, judge.person_id) in known.tied,
        _("This judge has not sworn in."): judge.state != JudgeState.SWORN,
        _("This entry is not read in this round."): entry.pk not in known.readable,
        _("This judge reads it already."): (entry.pk, judge.pk) in known.held,
    }
    return [sentence for sentence, holds in found.items() if holds]


def _warnings(known: Known, entry: Entry, judge: Judge) -> list[str]:
    after = known.loads[judge.pk] + 1
    most = min(judge.most_reads or after, known.load or after)
    own = known.tracks.get(judge.pk)
    found = {
        _("That makes %(n)d entries; %(most)d at most were agreed.") % {"n": after, "most": most}: after > most,
        _("Outside the judge's tracks."): bool(own) and entry.track_id not in (own or ()),
    }
    return [sentence for sentence, holds in found.items() if holds]
