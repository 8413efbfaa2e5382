"""Sheets on paper: the short code of each, those that wait for a second look, and where two typings differ."""

from __future__ import annotations

import re
from typing import Any

from baigong.domain.entries.models import Entry
from baigong.domain.judging.models import Assignment, PaperSheet, Round
from baigong.domain.judging.states import RoundState

LETTERS = 8  # of a random id: two reads of a year share them once in thousands of years


def slip_of(public_id: str) -> str:
    """What is printed on the sheet of a read; it names neither entry nor judge."""
    return f"{public_id[:4]}-{public_id[4:LETTERS]}".upper()


def read_by_slip(slip: str, *, edition: Any, person: Any) -> Assignment | None:
    """The read whose sheet has this code; never one about an entry that the person is bound to."""
    letters = re.sub(r"[^0-9a-z]", "", slip.lower())
    if len(letters) != LETTERS:
        return None
    reads = Assignment.objects.standing().scored().filter(round__edition=edition, public_id__startswith=letters)
    related = reads.exclude(entry__in=Entry.objects.bound_to(person)).select_related("round", "judge__person", "entry")
    found = list(related[:2])
    return found[0] if len(found) == 1 else None


def reads_on_paper(judge: Any, *, person: Any) -> list[Assignment]:
    """What is printed for a judge: reads of open rounds that are not handed in, without what binds `person`."""
    reads = Assignment.objects.standing().scored().filter(judge=judge, round__state=RoundState.OPEN)
    waiting = reads.exclude(ballot__state="submitted").exclude(entry__in=Entry.objects.bound_to(person))
    related = ("round", "judge", "entry__track", "entry__sheet")
    return list(waiting.select_related(*related).order_by("round__order", "order"))


def papers_in_hand(stage: Round, *, person: Any) -> list[PaperSheet]:
    """Sheets that were typed and do not count yet, the oldest first."""
    papers = PaperSheet.objects.filter(read__round=stage, settled_at=None, read__released_at=None)
    return list(papers.exclude(read__entry__in=Entry.objects.bound_to(person)).select_related("read").order_by("pk"))
