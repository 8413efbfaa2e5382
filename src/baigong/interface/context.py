"""What every page knows: the edition in view and what this site is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import edition_in_view
from baigong.kit.http.sessions import idle_minutes


def current_edition(request: HttpRequest) -> Edition | None:
    """The edition in view, asked for once per request."""
    if not hasattr(request, "edition"):
        request.edition = edition_in_view()  # type: ignore[attr-defined]
    return request.edition  # type: ignore[attr-defined, no-any-return]


def _mark() -> str:
    """What every page says while nothing on it is real."""
    if settings.REHEARSAL:
        return gettext("Rehearsal: everybody and everything here is invented.")
    return gettext("Demo: everybody and everything here is invented.") if settings.DEMO else ""


def site(request: HttpRequest) -> dict[str, Any]:
    """For all templates."""
    return {
        "edition": SimpleLazyObject(lambda: current_edition(request)),
        "is_demo": settings.DEMO,
        "demo_mark": _mark(),
        "idle_minutes": SimpleLazyObject(lambda: idle_minutes(request)),
    }
