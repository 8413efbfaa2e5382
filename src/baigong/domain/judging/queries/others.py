"""What the other readers of an entry gave, as far as the round lets a judge see it; never a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists

from baigong.domain.judging.models import Assignment
from baigong.domain.judging.querysets import AssignmentQuerySet
from baigong.domain.judging.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Others:
    """The sheets beside the own, a column each; `lines` are their scores by criterion, `words` those for the jury."""

    lines: list[tuple[str, list[float]]]
    words: list[tuple[int, str]]


def others_of(read: Assignment) -> Others | None:
    """What the other readers of the same entry handed in; without such sheets, or where they are hidden, nothing."""
    sight = "never" if read.round.is_example else read.round.data.get("others", "never")
    if sight == "never":
        return None
    sheets = list(_beside(read, before_own=sight == "always").values_list("ballot__scores", "ballot__words"))
    return _columns(sheets, Rubric.of(read.round.rubric)) if sheets else None


def _beside(read: Assignment, *, before_own: bool) -> AssignmentQuerySet:
    """Sheets that are in, for whoever may read the entry at this moment; a random id orders them, no judge or time."""
    own = Assignment.objects.visible_to(read.judge.person).filter(pk=read.pk)
    beside = Assignment.objects.done().filter(round=read.round_id, entry=read.entry_id).exclude(pk=read.pk)
    return beside.filter(Exists(own if before_own else own.done())).order_by("ballot__public_id")


def _columns(sheets: Iterable[tuple[Mapping[str, float], Mapping[str, str]]], rubric: Rubric) -> Others:
    scores, words = zip(*sheets, strict=True)
    said = enumerate((one.get("jury", "") for one in words), start=1)
    return Others(
        lines=[(str(one.name), [given[one.key] for given in scores]) for one in rubric.criteria],
        words=[(number, text) for number, text in said if text],
    )
