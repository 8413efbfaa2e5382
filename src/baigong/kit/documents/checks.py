"""Says at start-up when documents cannot be typeset."""

from __future__ import annotations

import re

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 Django's own name

from baigong.kit.documents.fonts import folders
from baigong.kit.documents.typefaces import FontsMissingError, typefaces

CHINESE = re.compile(r"(?i)noto(serif|sans)(tc|cjk)|tw-sung")


@register()
def typefaces_found(**_: object) -> list[CheckMessage]:
    """Warn where no Chinese typeface is installed; only names are looked at, so that starting stays quick."""
    if any(CHINESE.search(path.name) for folder in folders() for path in folder.rglob("*")):
        return []
    return [Warning(str(FontsMissingError()), id="documents.W001")]


def typefaces_read() -> str:
    """Load the typefaces and say which lead; for `baigong doctor`. Raises FontsMissingError."""
    faces = typefaces(*map(str, folders()))
    return f"{faces.serif[0]}, {faces.sans[0]}, {len(faces.characters):,} characters"
