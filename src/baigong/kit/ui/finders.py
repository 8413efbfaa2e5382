"""Serves chosen files of the front-end packages from where npm put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Address below /static/vendor/ → file below node_modules/. A whole folder ends in a slash.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "tus.min.js": "tus-js-client/dist/tus.min.js",
    "tus.min.js.map": "tus-js-client/dist/tus.min.js.map",
}


class PackageFinder(BaseFinder):
    """Only what `FILES` names can be fetched; nothing else of node_modules is ever public."""

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        source = FILES.get(path.removeprefix("vendor/")) if path.startswith("vendor/") else None
        found = Path(settings.NODE_MODULES) / source if source else None
        if found is None or not found.is_file():
            return [] if find_all else None
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        for address, source in FILES.items():
            store = _OneFile(address, Path(settings.NODE_MODULES) / source)
            if store.file.is_file():
                yield f"vendor/{address}", store


class _OneFile(FileSystemStorage):
    """A storage that holds one file under another name, as collectstatic wants it."""

    prefix = ""

    def __init__(self, address: str, file: Path) -> None:
        super().__init__(location=str(file.parent))
        self.address, self.file = address, file

    def path(self, name: str) -> str:  # noqa: ARG002 (whatever the name, it is this file)
        return str(self.file)
