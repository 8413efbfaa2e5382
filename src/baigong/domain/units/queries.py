"""Units that somebody may mean, and what an official list would change about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.units.models import Unit
from baigong.domain.units.schools import School

FEWEST = 2  # characters before anything is looked for
MOST = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit as a form may take it over."""

    name: str
    county: str
    kind: str

    def data(self) -> dict[str, Any]:
        return asdict(self)


def suggest(text: str) -> list[Suggestion]:
    """Units whose name or number holds the text: official ones first, then the shortest names."""
    wanted = text.strip()[:100]
    if len(wanted) < FEWEST:
        return []
    found = Unit.objects.called(wanted).order_by("-is_listed", "name").values_list("name", "county", "kind")
    return sorted((Suggestion(*row) for row in found[: 5 * MOST]), key=lambda one: len(one.name))[:MOST]


@dataclass(frozen=True, slots=True)
class Listing:
    """A school of an official list beside the unit that has its code: each difference as (what stands, what comes)."""

    school: School
    unit_id: int | None
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        return self.unit_id is None


def listings(schools: Iterable[School]) -> list[Listing]:
    """What a list would bring. Names change over time, codes do not."""
    listed = {school.code: school for school in schools}
    known = {unit.school_code: unit for unit in Unit.objects.filter(school_code__in=listed)}
    return [_listing(school, known.get(code)) for code, school in listed.items()]


def _listing(school: School, unit: Unit | None) -> Listing:
    if unit is None:
        return Listing(school, None)
    pairs = [(getattr(unit, name), getattr(school, name)) for name in ("name", "county", "district", "level")]
    pairs.append(("" if unit.is_listed else _("named by an entrant"), "" if unit.is_listed else _("official list")))
    return Listing(school, unit.pk, tuple((old, new) for old, new in pairs if old != new))
