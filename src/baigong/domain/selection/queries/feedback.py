"""What a team reads, and what waits for a human."""

from __future__ import annotations

from dataclasses import dataclass

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


def held_feedback(edition: Edition) -> list[Feedback]:
    """Pages that wait for a human."""
    held = Feedback.objects.filter(selection__edition=edition, released_at=None)
    return list(held.select_related("entry").order_by("entry__public_id")[:200])
