"""疑義: until when a team may ask, what it asked, and what waits for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from baigong.domain.editions.models import Edition, EditionVersion
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from baigong.domain.selection.models import Objection, Selection
from baigong.domain.selection.states import SelectionState

DAYS = {"question_days": 10, "answer_days": 15}


def days_of(edition_id: int, name: str) -> timedelta:
    """How many days the edition gives."""
    version = EditionVersion.objects.filter(edition=edition_id).only("document").first()
    rules = (version.document if version else {}).get("award_rules", {})
    return timedelta(days=int(rules.get(name, DAYS[name])))


def askable_until(edition_id: int) -> datetime | None:
    """The end of the term, from the publication on; nothing before it."""
    published = Selection.objects.filter(edition=edition_id, state=SelectionState.PUBLISHED)
    at = published.values_list("published_at", flat=True).first()
    return at + days_of(edition_id, "question_days") if at else None


def objections_of(entry: Entry) -> list[Objection]:
    """What a team has asked, the newest first."""
    return list(Objection.objects.filter(entry=entry))


def objections_in(edition: Edition, *, viewer: Person) -> list[Objection]:
    """All of a year, those that wait first; none about an entry the viewer is bound to."""
    found = Objection.objects.filter(edition=edition).exclude(entry__in=Entry.objects.bound_to(viewer).values("pk"))
    return sorted(found.select_related("entry", "answered_by"), key=lambda one: (one.state != "raised", one.due_at))
