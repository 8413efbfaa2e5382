"""Static files as production serves them: named by their content, modules and sheets alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files import File

SHEET = "ui/css/ui.css"
OWN = ("ui/js/*.js", "account/*.js", "entrant/*.js", "jury/*.js", "office/*.js", "public/*.js")
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names also inside `import … from`, and the forty small sheets as one."""

    # Only our own modules: packages name source maps and neighbours that they do not bring.
    patterns = (
        *(row for row in CompressedManifestStaticFilesStorage.patterns if row[0] == "*.css"),
        *((own, CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]) for own in OWN),  # noqa: SLF001
    )

    def save(self, name: str, content: File[Any], max_length: int | None = None) -> str:
        bound = ContentFile(one_sheet().encode()) if name == SHEET else content
        return str(super().save(name, bound, max_length))

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Hash the one sheet that was saved, not the one it was made from."""
        bound = {SHEET: (self, SHEET)} if SHEET in paths else {}
        yield from super().post_process(paths | bound, **options)


def is_bound() -> bool:
    """Whether the small sheets are served as one."""
    return isinstance(staticfiles_storage, Storage)


def one_sheet() -> str:
    """The sheet with every import put in its place and its layer."""
    sheet = Path(str(finders.find(SHEET)))

    def put(match: re.Match[str]) -> str:
        return f"@layer {match[2]} {{\n{(sheet.parent / match[1]).read_text(encoding='utf-8')}}}"

    return IMPORT.sub(put, sheet.read_text(encoding="utf-8"))
