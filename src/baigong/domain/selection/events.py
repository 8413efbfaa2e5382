"""What happens to a selection."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SelectionEvent(Event):
    """Something about one selection."""

    selection_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class SelectionAsked(SelectionEvent):
    """The engine is wanted."""


@dataclass(frozen=True, kw_only=True)
class SelectionProposed(SelectionEvent):
    """A frozen list waits for the second person."""


@dataclass(frozen=True, kw_only=True)
class SelectionApproved(SelectionEvent):
    """Two people stand behind the list; it opens at its time."""


@dataclass(frozen=True, kw_only=True)
class ResultsPublished(SelectionEvent):
    """The awards exist from now on."""


@dataclass(frozen=True, kw_only=True)
class PublicationStopped(SelectionEvent):
    """The time had come, but something was not as approved; nothing was opened."""


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(Event):
    """A team asks about its result."""

    objection_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    """The question has its answer."""

    objection_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class AwardRevoked(Event):
    """A result was put right: an award that does not stand any more."""

    correction_id: int
    award_id: int


@dataclass(frozen=True, kw_only=True)
class AwardDeclined(Event):
    """A team does not want its award; it may change its mind."""

    correction_id: int


@dataclass(frozen=True, kw_only=True)
class AwardKept(Event):
    """It changed its mind."""

    correction_id: int


@dataclass(frozen=True, kw_only=True)
class PlaceLeft(Event):
    """The next in line does not want the place; it may change its mind."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class PlaceOffered(Event):
    """The next in line may take a place that came free."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class AwardAdded(SelectionEvent):
    """A result was put right: one more award."""
