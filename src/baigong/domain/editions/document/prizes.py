"""What can be won and how the winners are found."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from baigong.domain.editions.document.parts import Count, Key, Keys, Leaf, Line, Number, Part, Some, Text

Tie = Annotated[str, StringConstraints(pattern=r"^(criterion:[a-z0-9][a-z0-9_-]*|meeting|seed)$")]


class Benefit(Leaf):
    """One thing a prize brings."""

    key: Key
    text: Text


class Prize(Part):
    """A prize: how many, where it is counted, how it is chosen and among whom, what it brings."""

    key: Key
    name: Text
    sign: Annotated[str, StringConstraints(max_length=1)] = ""
    text: Text
    count: Some
    per: Literal["edition", "track"] = "edition"
    chosen: Literal["rank", "best_of_track", "meeting"] = "rank"
    among: Key | None = None
    opt_in: Key | None = None
    tracks: Keys = ()
    certificate: bool = True
    brings: tuple[Benefit, ...] = ()


class Share(Leaf):
    """A floor or cap on one prize: at least or at most so many of a kind."""

    prize: Key
    by: Literal["track", "unit_group", "county", "unit"]
    of: Line = ""
    least: Count = 0
    most: Count | None = None


class AwardRules(Part):
    """The rules of the selection, open before the first score."""

    one_per_team: bool = True
    vacancy: bool = True
    alternates: Count = 0
    ties: tuple[Tie, ...] = ("seed",)
    shares: tuple[Share, ...] = ()
    floor_score: Number | None = None
    question_days: Count = 10
    answer_days: Count = 15


class Signer(Leaf):
    """An office that signs, never a person's name: that is filled in when the certificate is made."""

    role: Text


class CertificateText(Part):
    """The words of a certificate; {name}, {entry}, {prize} and {edition} stand for the winner's own."""

    key: Key
    prize: Key
    title: Text
    body: Text
    signed_by: tuple[Signer, ...] = ()
