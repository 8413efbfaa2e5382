"""What happens in the library."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SolutionPrepared(Event):
    """A page is ready and waits for its team to agree."""

    solution_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionPublished(Event):
    """A page of the library is public."""

    solution_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionHidden(Event):
    """A page was taken down."""

    solution_id: int
    edition_id: int
