"""How entries are read: rubrics with their anchors, rounds, conflicts of interest."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from baigong.domain.editions.document.parts import Count, Key, Leaf, Number, Part, Text

Weight = Annotated[Number, Field(ge=0, le=1000)]
Sight = Literal["progress", "cut", "judges", "apart", "sheets"]


class Anchor(Leaf):
    """What a score looks like."""

    score: Number
    text: Text


class Group(Leaf):
    """A group of criteria, rescaled to its own share of the total; a bonus is added on top."""

    key: Key
    name: Text
    weight: Weight
    bonus: bool = False


class Criterion(Part):
    """One criterion: its weight within its group (or in the whole), and its anchors."""

    key: Key
    group: Key | None = None
    name: Text
    question: Text
    weight: Weight
    low: Text
    high: Text
    anchors: tuple[Anchor, ...] = ()


class Rubric(Part):
    """A tree of criteria on one scale; weights are percent of the group or of the whole."""

    key: Key
    name: Text
    lowest: Number
    highest: Number
    step: Number
    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...]


class Passing(Leaf):
    """What passes on to the next round: everything, a number, a multiple of the prizes, or a score."""

    by: Literal["everything", "number", "multiple", "score"] = "everything"
    value: Number = 0


class Round(Part):
    """Who reads, with which rubric, how many each, what passes on, what is visible; a load of 0 is no cap.

    In a round of examples everybody reads the same few entries first; nothing of it counts. A round of `pairs` compares
    so many entries side by side, those in doubt `around` the cut of a prize, each `reads` times. Where two totals of an
    entry differ by more than `spread` points, a further reader is proposed; 0 proposes none. `others` says when a judge
    sees what the other readers of an entry gave, without names; examples have a page of their own for that. `chair`
    names the numbers of the round that the chair sees while it is read: how far it is, what stands at the cut, how
    judges score, where two are far apart, the sheets; counts of fewer than five are hidden from the chair.
    """

    key: Key
    name: Text
    rubric: Key
    opens: Key
    closes: Key
    readers: Literal["panel", "everyone"] = "panel"
    by_track: bool = True
    reads: Count
    load: Count = 0
    spread: Annotated[Number, Field(ge=0)] = 0
    passes: Passing = Passing()
    blind: bool = True
    others: Literal["never", "after_own", "always"] = "never"
    chair: tuple[Sight, ...] = get_args(Sight)
    meeting: bool = False
    examples: bool = False
    pairs: Count = 0
    around: Key | None = None
    words_least: Count = 0
    feedback: bool = True


class ConflictKind(Leaf):
    """A reason to step aside, for one entry or for its whole track."""

    key: Key
    text: Text
    scope: Literal["entry", "track"] = "entry"


class Jury(Part):
    """What every judge signs and when a meeting may decide."""

    confidentiality: Text
    integrity: Text
    quorum: Annotated[Number, Field(gt=0, le=1)]
    gender_share: Annotated[Number, Field(ge=0, le=0.5)] = 0
    names_after_results: bool = True
    conflicts: tuple[ConflictKind, ...]
