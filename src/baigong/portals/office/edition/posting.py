"""From what a browser sends back to the data of one part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from baigong.portals.office.edition.shapes import Piece, Shape, shapes

Data = dict[str, Any]
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ROWS = 60


def read_part(kind: Piece, post: QueryDict, *, prefix: str = "", old: Mapping[str, Any] | None = None) -> Data:
    """The data of a part; what the form does not show (lists of parts) stays as it was."""
    kept = {s.field: old[s.field] for s in shapes(kind) if s.name in {"part", "parts"} and old and s.field in old}
    read = {s.field: READ[s.name](s, post, prefix + s.field) for s in shapes(kind) if s.name in READ}
    return kept | {field: value for field, value in read.items() if value is not None}


def _texts(_shape: Shape, post: QueryDict, name: str) -> Any:
    words = {language: post.get(f"{name}.{language}", "").strip() for language in ("zh", "en")}
    return {language: word for language, word in words.items() if word} if any(words.values()) else None


def _line(shape: Shape, post: QueryDict, name: str) -> str | None:
    value = post.get(name, "").strip()
    return value or ("" if shape.required else None)


def _number(shape: Shape, post: QueryDict, name: str) -> int | float | str | None:
    typed = post.get(name, "").strip().replace(",", "")
    if not NUMBER.fullmatch(typed):
        return typed or None
    value = float(typed) if "." in typed else int(typed)
    return None if value == shape.default else value


def _flag(shape: Shape, post: QueryDict, name: str) -> bool | None:
    value = name in post
    return None if value == shape.default else value


def _choice(shape: Shape, post: QueryDict, name: str) -> str | None:
    value = post.get(name, "")
    return None if not value or value == shape.default else value


def _choices(shape: Shape, post: QueryDict, name: str) -> list[str] | None:
    """What is ticked; nothing ticked is an answer as well."""
    ticked = post.getlist(name)
    return None if tuple(ticked) == shape.default else ticked


def _references(_shape: Shape, post: QueryDict, name: str) -> list[str] | None:
    return post.getlist(name) or None


def _lines(_shape: Shape, post: QueryDict, name: str) -> list[str] | None:
    return [line.strip() for line in post.get(name, "").splitlines() if line.strip()] or None


def _leaf(shape: Shape, post: QueryDict, name: str) -> Data | None:
    return _written(shape, post, f"{name}.") or None


def _leaves(shape: Shape, post: QueryDict, name: str) -> list[Data] | None:
    rows = [_written(shape, post, f"{name}.{row}.") for row in range(ROWS)]
    kept = [row for row in rows if row]
    return kept or ([] if shape.required else None)


def _written(shape: Shape, post: QueryDict, prefix: str) -> Data:
    """One small part; nothing when none of its fields was filled in."""
    row = read_part(shape.inner, post, prefix=prefix) if shape.inner else {}
    return row if any(value not in ("", None) for value in row.values()) else {}


READ: dict[str, Callable[[Shape, QueryDict, str], Any]] = {
    "texts": _texts,
    "moment": _line,
    "line": _line,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "choices": _choices,
    "reference": _choice,
    "references": _references,
    "lines": _lines,
    "leaf": _leaf,
    "leaves": _leaves,
}
