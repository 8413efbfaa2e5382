"""Frozen rows for the pages of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.document import Document
from baigong.domain.editions.document.labels import label
from baigong.kit.taiwan.dates import Moment, date_text
from baigong.kit.text import Bilingual
from baigong.portals.office.edition.loading import Work, called_of
from baigong.portals.office.edition.places import Place, key_of
from baigong.portals.office.edition.shapes import shapes
from baigong.portals.office.edition.words import option_label


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a list, or one list of a part."""

    key: str
    address: str
    name: Bilingual
    note: str
    to_confirm: bool = False


def part_rows(place: Place) -> list[Row]:
    """The parts of a list."""
    return [_row(place, value, key_of(value, index)) for index, value in enumerate(place.value)]


def _row(place: Place, value: dict[str, Any], key: str) -> Row:
    return Row(key, f"{place.address}/{key}", Bilingual.of(called_of(value)), _note(value), bool(value.get("confirm")))


def _note(value: dict[str, Any]) -> str:
    """What tells one part from the next at a glance."""
    if "at" in value:
        moment = Moment.parse(value["at"])
        return f"{date_text(moment.day)} {moment.clock}"
    return option_label(str(value.get("count", value.get("weight", value.get("kind", value.get("sign", ""))))))


def section_rows(work: Work) -> list[Row]:
    """The lists and single parts inside the part in view."""
    return list(_sections(work.place))


def _sections(place: Place) -> Iterator[Row]:
    for shape in shapes(place.kind):
        if shape.name not in {"part", "parts"}:
            continue
        value = place.value.get(shape.field, [])
        address = f"{place.address}/{shape.field}".lstrip("/")
        count = str(len(value)) if shape.name == "parts" else ""
        yield Row(shape.field, address, label(place.kind, shape.field), count, _waits(value))


def _waits(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value.get("confirm")) or any(map(_waits, value.values()))
    return isinstance(value, list) and any(map(_waits, value))


def crumbs(work: Work) -> list[tuple[Bilingual, str]]:
    """The way from the edition to the part in view: names with addresses."""
    from_here: list[tuple[Bilingual, str]] = []
    here = Place((), Document, work.document.data())
    for step in work.place.steps:
        above, here = here, here.child(step)
        name = label(above.kind, step) if not above.is_list else Bilingual.of(called_of(here.value))
        from_here.append((name, here.address))
    return from_here
