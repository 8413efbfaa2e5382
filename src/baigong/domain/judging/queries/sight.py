"""What a chair sees of a round's numbers: those the year's file opens, and nothing that a few can be told from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baigong.domain.editions.models import Role
from baigong.domain.editions.rules import roles_of
from baigong.domain.judging.models import Assignment, Comparison, Figures, Round
from baigong.domain.judging.states import RoundState

FEW = 5  # below so many sheets or judges a number says too much of one
PARTS = ("progress", "cut", "judges", "apart", "sheets")
SEE_ALL = (Role.Kind.OFFICE, Role.Kind.DIRECTOR, Role.Kind.AUDITOR)
PART_OF = {"done": "progress", "due": "progress", "progress": "progress", "judges": "judges", "apart": "apart"}
TOLD = {"problem", "small"}  # whatever the round opens: why a number is not there
Data = dict[str, Any]
Progress = Mapping[str, tuple[int, int, Any]]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which parts somebody sees; `is_calm`: only what was kept for the chair, hidden where it is about a few."""

    parts: frozenset[str]
    is_calm: bool

    def __contains__(self, part: str) -> bool:
        return part in self.parts


def sight_of(stage: Round, *, viewer: Any) -> Sight:
    """The office, the director and the auditor see everything; whoever is chair alone what the round says."""
    if any((stage.edition_id, kind) in roles_of(viewer) for kind in SEE_ALL):
        return Sight(frozenset(PARTS), is_calm=False)
    return Sight(frozenset(stage.data.get("chair", PARTS)), is_calm=True)


def opened(data: Data, sight: Sight) -> Data:
    """The numbers of those parts; what belongs to no other part is about the cut."""
    return {name: value for name, value in data.items() if name in TOLD or PART_OF.get(name, "cut") in sight}


def is_due(stage: Round) -> bool:
    """Whether the chair's numbers may be renewed: five judges have handed in since, or the round is over.

    Two looks of a chair so differ by no judge or by at least five, and nobody's sheet is the difference.
    """
    since = Figures.objects.values_list("calm_at", flat=True).get(round=stage)
    return stage.state != RoundState.OPEN or _handed_in(stage, since=since) >= FEW


def _handed_in(stage: Round, *, since: datetime | None) -> int:
    """How many judges have handed in a sheet, or answered a pair, since then."""
    if stage.pairs:
        pairs = Comparison.objects.standing().filter(left__round=stage).exclude(better="")
        return (pairs.filter(chosen_at__gt=since) if since else pairs).values("left__judge").distinct().count()
    reads = Assignment.objects.done().filter(round=stage)
    return (reads.filter(ballot__submitted_at__gt=since) if since else reads).values("judge").distinct().count()


def calm(data: Data, stage: Round, *, progress: Progress) -> Data:
    """A round's numbers without those that are about fewer than five sheets or judges, or could be told from others."""
    tracks, small = _tracks(stage)
    shown = {name: value for name, value in data.items() if name != "prior"}
    return (
        shown
        | _progress(progress)
        | {
            "small": small,
            "apart": [_apart(line) for line in data.get("apart", ()) if line.get("is_beyond") or line["sheets"] >= FEW],
            "judges": _never_one_alone(data.get("judges", {})),
            "band": [line for line in data.get("band", ()) if tracks.get(line["entry"]) not in small],
        }
    )


def _progress(counted: Progress) -> Data:
    """Everybody's count where none is small, and the sums where they are not."""
    lines = {key: (done, due, None) for key, (done, due, _last) in counted.items() if due}
    dones = [done for done, _due, _last in lines.values()]
    total, due = sum(dones), sum(due for _done, due, _last in lines.values())
    is_small = min(dones, default=0) < FEW
    return {"progress": {} if is_small else lines} | (
        {"done": total, "due": due} if total >= FEW else {"done": 0, "due": 0}
    )


def _tracks(stage: Round) -> tuple[dict[str, str], list[str]]:
    """The track of every entry that was read, and those tracks in which fewer than five judges have handed in."""
    rows = Assignment.objects.done().filter(round=stage)
    tracks, judges = {}, defaultdict(set)
    for entry, track, judge in rows.values_list("entry__public_id", "entry__track__key", "judge_id"):
        tracks[entry] = track
        judges[track].add(judge)
    return tracks, sorted(track for track, found in judges.items() if len(found) < FEW)


def _apart(line: Data) -> Data:
    """That two are far apart, and who might read it too; the ends only where five have read, and never by whom."""
    hidden = {"low_by", "high_by"} | ({"low", "high", "spread"} if line["sheets"] < FEW else set())
    return {name: value for name, value in line.items() if name not in hidden}


def _never_one_alone(judges: Data) -> Data:
    """Without who has read fewer than five; a single one of these could be told from all the others, so then two."""
    rows = sorted(judges.items(), key=lambda row: (row[1]["reads"], row[0]))
    few = sum(line["reads"] < FEW for _key, line in rows)
    return dict(rows[max(few, 2 if few else 0) :])
