"""Which round is which: the one in view, the next, what each is about, and whose sheets count for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState
from baigong.domain.judging.models import Candidate, Round
from baigong.domain.judging.states import RoundState
from baigong.kit.audit.models import AuditEvent
from baigong.kit.prepared import Prepared

READABLE = (EntryState.ELIGIBLE, EntryState.JUDGED)
SCALE = ("lowest", "highest", "step")


_rounds: Prepared[Round] = Prepared(
    lambda edition: (
        Round.objects.filter(edition=edition)
        .annotate(taken=Exists(Candidate.objects.filter(round=OuterRef("pk"))))
        .order_by("order")
    )
)


def bones(rubric: dict[str, Any]) -> dict[str, Any]:
    """What scores stand on: the scale and the criteria."""
    return {name: rubric.get(name) for name in SCALE} | {"criteria": [row["key"] for row in rubric.get("criteria", ())]}


def rubrics_of(stage: Round, *, version: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rubric before and after the change that made a version, from the log."""
    changes = AuditEvent.objects.filter(verb="round.change_rubric", kind="Round", thing=stage.public_id)
    facts = changes.filter(facts__version=version, facts__has_scores=True).latest("pk").facts
    return facts["before"], facts["after"]


def rounds_of(edition: Edition | int) -> list[Round]:
    """All rounds in order; `taken` says whether anything has passed on into one."""
    return _rounds(edition.pk if isinstance(edition, Edition) else edition)


def reading_rounds(edition: Edition | int) -> list[Round]:
    """The rounds in which judges read what counts, in order."""
    return [stage for stage in rounds_of(edition) if stage.is_scored]


def reading_round(edition: Edition, *, key: str = "") -> Round | None:
    """The round of reading that matters now: the last one that has begun, else the first; or the one with that key."""
    found = reading_rounds(edition)
    if key:
        return next((stage for stage in found if stage.key == key), None)
    begun = [stage for stage in found if stage.state != RoundState.PLANNED or getattr(stage, "taken", False)]
    return next(iter(begun[-1:] or found), None)


def _before(stage: Round) -> list[Round]:
    earlier = Round.objects.filter(edition=stage.edition_id, order__lt=stage.order).order_by("order")
    return [one for one in earlier if not one.pairs and not one.is_example]


def next_round(stage: Round) -> Round | None:
    """The round after this one; nothing passes into one that only compares."""
    later = Round.objects.filter(edition=stage.edition_id, order__gt=stage.order, pairs=0)
    return later.order_by("order").first()


def entries_of(stage: Round, *, states: tuple[str, ...] = READABLE) -> QuerySet[Entry]:
    """What a round is about: the first takes all that are eligible, a later one what passed on into it."""
    found = Entry.objects.filter(edition=stage.edition_id, state__in=states)
    is_first = not stage.is_example and (stage.order == 0 or not _before(stage))
    return found if is_first else found.filter(candidacies__round=stage)


def counting_rounds(stage: Round) -> list[Round]:
    """The round and those before it under the same criteria and scale: their sheets count together."""
    if stage.is_example:
        return [stage]
    return [one for one in _before(stage) if bones(one.rubric) == bones(stage.rubric)] + [stage]
