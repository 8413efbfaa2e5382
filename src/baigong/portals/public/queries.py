"""What visitors see of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count

from baigong.domain.editions.document import Document
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import Stage, document_of, is_open, milestone_at, seen_version, timeline
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState
from baigong.kit import time
from baigong.kit.prepared import Prepared

_states = Prepared(
    lambda edition: Entry.objects.filter(edition=edition).order_by().values_list("state").annotate(Count("pk"))
)
SHOWN_FROM = 5  # smaller counts could tell who is writing


@dataclass(frozen=True)
class Prize:
    """One prize as the home page draws it."""

    name: str
    count: int
    per_track: bool
    text: str
    cells: list[dict[str, Any]]


@dataclass(frozen=True)
class Home:
    """The home page of an edition; what costs is worked out where the page needs it."""

    edition: Edition
    document: Document
    stages: tuple[Stage, ...]
    closes: datetime | None
    is_open: bool
    is_published: bool

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Everything that the page depends on, the time that is left and the counts apart."""
        stages = ((stage.key, stage.at, stage.state) for stage in self.stages)
        return self.edition.pk, seen_version(self.edition), self.is_open, self.is_published, *stages

    @property
    def to_come(self) -> Stage | None:
        """The next public date."""
        return next((stage for stage in self.stages if stage.state == "now"), None)

    def prizes(self) -> list[Prize]:
        return [_prize(prize, tracks=len(self.document.tracks)) for prize in self.document.prizes]

    def counts(self) -> dict[str, int]:
        """How many are handed in and how many being written."""
        return _counts(self.edition)


def home_of(edition: Edition) -> Home:
    """Everything on the home page."""
    document, at = document_of(edition), time.now()
    results = milestone_at(edition, "results_published")
    return Home(
        edition=edition,
        document=document,
        stages=tuple(stage for stage in timeline(edition, at=at) if stage.shown != "month"),
        closes=milestone_at(edition, "call_closes"),
        is_open=is_open(edition, at=at),
        is_published=results is not None and results <= at,
    )


def _counts(edition: Edition) -> dict[str, int]:
    by_state = dict(_states(edition.pk))
    writing, withdrawn = by_state.get(EntryState.DRAFT, 0), by_state.get(EntryState.WITHDRAWN, 0)
    counted = {"submitted": sum(by_state.values()) - writing - withdrawn, "writing": writing}
    return {name: number if number >= SHOWN_FROM else 0 for name, number in counted.items()}


def _prize(prize: Any, *, tracks: int) -> Prize:
    """A prize of each track is drawn as red cells spread over the hundred, others as the first cells of it."""
    per_track = prize.per == "track"
    total = min(100, prize.count * (tracks if per_track else 1))
    drawn, state = (_spread(total), "hot") if per_track else (set(range(total)), "on")
    cells = [{"state": state if place in drawn else ""} for place in range(100)]
    return Prize(str(prize.name), prize.count, per_track, str(prize.text), cells)


def _spread(total: int) -> set[int]:
    """So many cells, spread over the hundred."""
    return {(place * 97) // max(1, total) for place in range(total)}
