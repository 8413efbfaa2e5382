"""Units that somebody may mean."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from baigong.domain.units.models import Unit

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
