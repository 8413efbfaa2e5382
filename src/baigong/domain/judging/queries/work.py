"""What somebody has given to a jury: sheets handed in, and hours at the desk as the saves tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from baigong.domain.judging.models import Assignment, Ballot, BallotVersion, Judge

PAUSE = timedelta(minutes=30)  # longer without a save: the judge was elsewhere


@dataclass(frozen=True, slots=True)
class Work:
    """Sheets handed in over all rounds, examples too, and the time at the desk without pauses."""

    reads: int
    rounds: int
    time: timedelta


def work_of(judge: Judge) -> Work:
    """Everything one judge did in a year."""
    done = Assignment.objects.done().filter(judge=judge)
    begun = Ballot.objects.filter(assignment__judge=judge).values_list("begun_at", flat=True)
    saved = BallotVersion.objects.filter(ballot__assignment__judge=judge).values_list("saved_at", flat=True)
    rounds = done.order_by().values("round").distinct().count()
    return Work(done.count(), rounds, _at_the_desk([*begun, *saved]))


def _at_the_desk(moments: Iterable[datetime]) -> timedelta:
    """The time between acts that follow each other closely."""
    gaps = (later - earlier for earlier, later in pairwise(sorted(moments)))
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta())
