"""What a page says to the chair about the numbers that it hides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.models import Track
from baigong.domain.judging.models import Round
from baigong.domain.judging.queries.office import Numbers
from baigong.domain.judging.queries.sight import PARTS, Sight
from baigong.portals.office.edition.words import option_label


def sight_page(stage: Round, sight: Sight, numbers: Numbers) -> dict[str, Any]:
    """As of when, which tracks and counts are too small, and what the round does not open; to the office nothing."""
    if not sight.is_calm:
        return {"sight": sight}
    tracks = Track.objects.filter(edition=stage.edition_id, key__in=numbers.data.get("small", ()))
    return {
        "sight": sight,
        "is_chairs": True,
        "as_of": numbers.computed_at,
        "small": _(", ").join(str(track) for track in tracks),
        "uncounted": "progress" in sight and numbers.computed_at and not numbers.progress,
        "kept": _(", ").join(option_label(part) for part in PARTS if part not in sight),
    }
