"""All addresses of the site with their doors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from baigong.kit.http.doors import Door


@dataclass(frozen=True)
class Route:
    """One address."""

    name: str
    pattern: str
    door: Door | None


def routes(declared: dict[str, Door] | None = None) -> list[Route]:
    """Every route; `declared` holds the doors of other people's packages by name or address, with * for any rest."""
    return list(_walk(get_resolver(), "/", "", declared or {}))


def _walk(resolver: URLResolver, prefix: str, space: str, declared: dict[str, Door]) -> Iterator[Route]:
    for item in resolver.url_patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            yield from _walk(item, pattern, inner, declared)
        else:
            name = f"{space}{item.name or ''}"
            yield Route(name, pattern, _door_of(item, (name, pattern), declared))


def _door_of(item: URLPattern, called: tuple[str, str], declared: dict[str, Door]) -> Door | None:
    own: Any = getattr(item.callback, "door", None)
    if own is not None:
        return own  # type: ignore[no-any-return]
    return next((door for key, door in declared.items() if any(fnmatchcase(name, key) for name in called)), None)


PART = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<\w+>[^()]*\)")
SAMPLES = {"int": "1", "slug": "example", "uuid": "00000000-0000-0000-0000-000000000000"}


def filled(pattern: str, known: dict[str, str]) -> str:
    """An address that the pattern takes, with what is known in its parts and inventions in the others."""
    plain = GROUP.sub("example", pattern).replace("^", "").replace("$", "")
    return PART.sub(lambda part: known.get(part[2]) or SAMPLES.get(part[1] or "", "example"), plain)
