"""The look of the desk that a device keeps: every file a page of ours asks for, and one number for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.templatetags.static import static

from baigong.kit.ui.finders import PackageFinder
from baigong.kit.ui.storage import SHEET, is_bound

KINDS = (".css", ".js", ".svg", ".png")
HTMX = "vendor/htmx.min.js"


@dataclass(frozen=True, slots=True)
class Shell:
    """Addresses, and a version that changes with any byte of them."""

    version: str
    addresses: tuple[str, ...]


@cache
def shell() -> Shell:
    """Asked for once: what is served does not change while we run."""
    files = dict(sorted(_files()))
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)} ".encode() + content)
    return Shell(digest.hexdigest()[:16], tuple(map(static, files)))


def _files() -> Iterator[tuple[str, bytes]]:
    for finder in get_finders():
        for name, store in finder.list([]):
            if _belongs(finder, name):
                with store.open(name) as file:
                    yield name, file.read()


def _belongs(finder: Any, name: str) -> bool:
    if isinstance(finder, PackageFinder):
        return name == HTMX
    is_small_sheet = name.startswith("ui/css/") and name != SHEET
    return name.startswith("ui/") and name.endswith(KINDS) and not (is_small_sheet and is_bound())
