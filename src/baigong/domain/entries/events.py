"""What happens to an entry."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class EntryEvent(Event):
    """Something about one entry."""

    entry_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class EntryStarted(EntryEvent):
    """A draft exists."""


@dataclass(frozen=True, kw_only=True)
class EntrySubmitted(EntryEvent):
    """A version was handed in and has its receipt."""

    receipt_id: int


@dataclass(frozen=True, kw_only=True)
class EntryReturned(EntryEvent):
    """The office asked for corrections."""


@dataclass(frozen=True, kw_only=True)
class EntryAccepted(EntryEvent):
    """The entry is eligible."""


@dataclass(frozen=True, kw_only=True)
class EntryRejected(EntryEvent):
    """The entry is not eligible."""


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(EntryEvent):
    """The team took it back."""


@dataclass(frozen=True, kw_only=True)
class WithdrawalUndone(EntryEvent):
    """The team thought better of it."""


@dataclass(frozen=True, kw_only=True)
class TrackProposed(EntryEvent):
    """The office thinks the entry belongs elsewhere."""

    trackmove_id: int


@dataclass(frozen=True, kw_only=True)
class TrackAnswered(Event):
    """The team said yes or no to another track."""

    trackmove_id: int


@dataclass(frozen=True, kw_only=True)
class MemberInvited(EntryEvent):
    """Somebody was asked to join; the secret goes into the letter only."""

    member_id: int
    secret: str


@dataclass(frozen=True, kw_only=True)
class LeadHandedOver(EntryEvent):
    """Somebody else of the team leads from now on."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class ConflictNamed(EntryEvent):
    """The team asks that somebody does not read its entry."""


@dataclass(frozen=True, kw_only=True)
class EntryReadingClosed(EntryEvent):
    """All reads are in."""


@dataclass(frozen=True, kw_only=True)
class ManyOpened(Event):
    """Somebody has opened unusually many entries within an hour."""

    person_id: int
    edition_id: int
    entries: int
