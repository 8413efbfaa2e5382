"""What an edition calls for: tracks, kinds of education, eligible units, dates, contacts, history."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from baigong.domain.editions.document.parts import At, Key, Leaf, Line, Part, Some, Text, Year

Sign = Annotated[str, StringConstraints(min_length=1, max_length=1, pattern=r"^\S$")]


class Track(Part):
    """組別: what an entry competes in; its sign is the one 字 that stands for it."""

    key: Key
    sign: Sign
    name: Text
    text: Text
    fits: Text


class Education(Part):
    """A kind of education; a second axis beside the track."""

    key: Key
    name: Text
    text: Text


class UnitKind(Leaf):
    """One kind of unit that may be named on an entry, and the number it is known by."""

    key: Key
    name: Text
    number: Literal["none", "school_code", "business_number", "registration"] = "none"


class UnitGroup(Part):
    """A group of kinds of units, as the call lists them."""

    key: Key
    name: Text
    kinds: tuple[UnitKind, ...]


class Milestone(Part):
    """A date everybody plans by; the software acts on those whose keys it knows."""

    key: Key
    name: Text
    at: At
    shown: Literal["day", "minute", "month"] = "minute"
    public: bool = True
    text: Text | None = None


class Contact(Part):
    """Who answers; what is `fill_in` waits for the organiser and is shown to nobody else."""

    key: Key
    role: Text
    organisation: Text
    person: Line = ""
    mailbox: Line = ""
    phone: Line = ""
    fill_in: bool = False


class Principle(Part):
    """One sentence of how this award judges, for the public page."""

    key: Key
    name: Text
    text: Text


class Figure(Leaf):
    """A number worth remembering, with what it counts."""

    count: Annotated[int, Field(ge=0, le=1_000_000_000)]
    counts: Text


class Voice(Leaf):
    """What somebody said about an earlier edition, without a name."""

    text: Text


class Member(Leaf):
    """One body of a group of partners."""

    name: Text


class PartnerGroup(Part):
    """Bodies that stood behind an earlier edition."""

    name: Text
    members: tuple[Member, ...]


class History(Part):
    """An earlier edition, as this one tells it."""

    ordinal: Some
    year: Year
    name: Text
    figures: tuple[Figure, ...] = ()
    voices: tuple[Voice, ...] = ()
    partners: tuple[PartnerGroup, ...] = ()
