"""What a team reads, and what waits for a human."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.judging.rubric import Rubric
from baigong.domain.selection.models import Feedback


@dataclass(frozen=True, slots=True)
class Words:
    """What was said on one criterion (or in general), strengths first."""

    name: str
    question: str
    strengths: list[str]
    steps: list[str]


@dataclass(frozen=True, slots=True)
class Page:
    """The feedback of one entry."""

    words: list[Words]
    band: str


def feedback_of(entry: Entry) -> Page | None:
    """The released feedback of an entry, or nothing."""
    found = Feedback.objects.filter(entry=entry).exclude(released_at=None).select_related("selection__round").first()
    if found is None:
        return None
    rubric = Rubric.of(found.selection.round.rubric)
    parts = [(one.key, str(one.name), str(one.question)) for one in rubric.criteria] + [("", "", "")]
    words = [_words(found, key, name, question) for key, name, question in parts]
    return Page([one for one in words if one.strengths or one.steps], found.band)


def _words(found: Feedback, key: str, name: str, question: str) -> Words:
    own = [(kind, said) for criterion, kind, said in found.words if criterion == key]
    return Words(
        name, question, [said for kind, said in own if kind != "step"], [said for kind, said in own if kind == "step"]
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One judge's words on a criterion (or in general), with the kinds of doubt about them."""

    name: str
    text: str
    doubts: list[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A page that waits for a human: every word of it, for a team reads it as a whole."""

    public_id: str
    entry: str
    title: str
    words: list[Said]


def count_held(edition: Edition) -> int:
    """How many pages wait for a human."""
    return _held(edition).count()


def held_feedback(edition: Edition, *, most: int = 20) -> list[Held]:
    """The first pages that wait for a human."""
    found = _held(edition).select_related("entry", "selection__round").order_by("entry__public_id")
    return [_page(feedback) for feedback in found[:most]]


def _held(edition: Edition) -> QuerySet[Feedback]:
    return Feedback.objects.filter(selection__edition=edition, released_at=None)


def _page(feedback: Feedback) -> Held:
    names = {one.key: str(one.name) for one in Rubric.of(feedback.selection.round.rubric).criteria}
    doubts = dict.fromkeys((kind, said) for kind, said in feedback.doubts)  # judges may say the same
    words = [
        Said(names.get(key, ""), said, [kind for kind, of in doubts if of == said])
        for key, _kind, said in feedback.words
    ]
    return Held(feedback.public_id, feedback.entry.public_id, feedback.entry.title, words)
