"""Where something stands in a document's data: found by the keys of an address."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.document import Document
from baigong.portals.office.edition.shapes import Piece, shape

Data = dict[str, Any]


class NoSuchPlaceError(LookupError):
    """No such place in this document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part (or a list of parts) of a document's data, with the kind of part that stands there."""

    steps: tuple[str, ...]
    kind: Piece
    value: Any
    indices: tuple[str | int, ...] = ()

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @property
    def address(self) -> str:
        return "/".join(self.steps)

    def child(self, step: str) -> Place:
        return self._element(step) if self.is_list else self._field(step)

    def _field(self, step: str) -> Place:
        try:
            found = shape(self.kind, step)
        except KeyError as error:
            raise NoSuchPlaceError(step) from error
        if found.inner is None or found.name not in {"part", "parts"}:
            raise NoSuchPlaceError(step)
        value = self.value.get(step, [] if found.name == "parts" else {})
        return Place((*self.steps, step), found.inner, value, (*self.indices, step))

    def _element(self, step: str) -> Place:
        for index, value in enumerate(self.value):
            if step == key_of(value, index):
                return Place((*self.steps, step), self.kind, value, (*self.indices, index))
        raise NoSuchPlaceError(step)


def key_of(value: Mapping[str, Any], index: int) -> str:
    """The step of an address that leads to a part: its key, else its number."""
    return str(value.get("key", index + 1))


def place(document: Document, address: str) -> Place:
    """The place an address leads to; raises NoSuchPlaceError."""
    found = Place((), Document, document.data())
    for step in filter(None, address.split("/")):
        found = found.child(step)
    return found


def put(document: Document, where: Place, value: Any) -> Data:
    """The document's data with another value at a place."""
    data = copy.deepcopy(document.data())
    if not where.indices:
        return {**data, **value}
    inner: Any = data
    for step in where.indices[:-1]:
        inner = inner.setdefault(step, []) if isinstance(inner, dict) else inner[step]
    inner[where.indices[-1]] = value
    return data


def moved(values: list[Data], key: str, *, by: int) -> list[Data]:
    """The list with one part further up (-1) or down (+1)."""
    keys = [key_of(value, index) for index, value in enumerate(values)]
    here = keys.index(key)
    there = min(max(here + by, 0), len(values) - 1)
    order = values[:here] + values[here + 1 :]
    return [*order[:there], values[here], *order[there:]]


def without(values: list[Data], key: str) -> list[Data]:
    return [value for index, value in enumerate(values) if key_of(value, index) != key]
