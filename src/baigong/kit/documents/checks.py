"""Says at start-up when documents cannot be typeset."""

from __future__ import annotations

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 Django's own name

from baigong.kit.documents.fonts import FontsMissingError, folders, typefaces


@register()
def typefaces_found(**_: object) -> list[CheckMessage]:
    """Warn where no Chinese typeface is installed; folders alone are looked at, so that starting stays quick."""
    if folders():
        return []
    return [Warning(str(FontsMissingError()), id="documents.W001")]


def typefaces_read() -> str:
    """Load the typefaces and say which lead; for `baigong doctor`. Raises FontsMissingError."""
    faces = typefaces()
    return f"{faces.serif[0]}, {faces.sans[0]}, {len(faces.characters):,} characters"
