"""What happens to an edition."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class EditionSaved(Event):
    """A new version of the document stands; rows have been spread."""

    edition_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(Event):
    """A closing date moved, for all or for one entry."""

    edition_id: int
    extension_id: int
