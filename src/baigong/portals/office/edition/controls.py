"""The controls of one part: labels, values, options and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.document import Document
from baigong.domain.editions.document.labels import label
from baigong.portals.office.edition.shapes import Piece, Shape, shapes, targets
from baigong.portals.office.edition.words import option_label

SPARE_ROWS = 3
Errors = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Control:
    """One control as the field component takes it."""

    name: str
    label: str
    kind: str
    value: Any = ""
    help: str = ""
    error: str = ""
    optional: bool = False
    readonly: bool = False
    rows: int = 3
    options: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """One field of a part: a few controls beside each other, or rows of them."""

    label: str
    name: str
    controls: tuple[Control, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()
    error: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What drawing needs beside the part: the whole document, what is wrong, whether the part is new."""

    document: Document
    errors: Errors
    is_new: bool = False

    def blocks(self, kind: Piece, data: Mapping[str, Any]) -> tuple[Block, ...]:
        return tuple(self.block(kind, s, data) for s in shapes(kind) if s.name not in {"part", "parts"})

    def block(self, kind: Piece, shape: Shape, data: Mapping[str, Any]) -> Block:
        name, called = shape.field, str(label(kind, shape.field))
        if shape.name == "leaves" and shape.inner:
            return self._rows(shape, shape.inner, data.get(name) or [], called)
        if shape.name == "leaf" and shape.inner:
            inner = tuple(self._leaf(shape.inner, data.get(name) or {}, f"{name}."))
            return Block(called, name, inner, error=self.errors.get(name, ""))
        drawn = tuple(self.controls(kind, shape, data.get(name), name))
        return Block(called, name, drawn, is_text=shape.name == "texts")

    def _rows(self, shape: Shape, inner: Piece, rows: list[Any], called: str) -> Block:
        spare: list[Mapping[str, Any]] = [{}] * SPARE_ROWS
        drawn = tuple(
            tuple(self._leaf(inner, row, f"{shape.field}.{place}.", short=True))
            for place, row in enumerate([*rows, *spare])
        )
        return Block(
            called,
            shape.field,
            head=tuple(c.label for c in drawn[0]),
            rows=drawn,
            error=self.errors.get(shape.field, ""),
        )

    def _leaf(self, kind: Piece, data: Mapping[str, Any], prefix: str, *, short: bool = False) -> Iterator[Control]:
        for inner in shapes(kind):
            yield from self.controls(kind, inner, data.get(inner.field), prefix + inner.field, short=short)

    def controls(
        self,
        kind: Piece,
        shape: Shape,
        value: Any,
        name: str,
        *,
        short: bool = False,
    ) -> Iterator[Control]:
        called = str(label(kind, shape.field))
        if shape.name == "texts":
            yield from self._texts(shape, value or {}, name, called, short=short)
            return
        yield Control(
            name,
            called,
            KINDS.get(shape.name, "text"),
            value=_shown(shape, value),
            help=_help(shape),
            error=self.errors.get(name, ""),
            optional=not shape.required and shape.name not in {"flag", "choice", "choices"},
            readonly=shape.field == "key" and not self.is_new and not short,
            options=list(self._options(shape, may_be_empty=short or not shape.required)),
        )

    def _texts(self, shape: Shape, value: Any, name: str, called: str, *, short: bool) -> Iterator[Control]:
        languages = (("zh", _("{name}, Chinese")), ("en", _("{name}, English")))
        for language, pattern in languages:
            yield Control(
                f"{name}.{language}",
                pattern.format(name=called),
                "textarea" if shape.is_long and not short else "text",
                value=value.get(language, ""),
                error=self.errors.get(name, "") if not value.get(language) or language == "zh" else "",
                optional=not shape.required,
                rows=3,
            )

    def _options(self, shape: Shape, *, may_be_empty: bool) -> Iterator[tuple[str, str]]:
        """What can be picked; a row that may stay empty needs an empty pick too."""
        if may_be_empty and (shape.name == "reference" or (shape.name == "choice" and shape.required)):
            yield "", _("none")
        if shape.name in {"choice", "choices"}:
            yield from ((option, option_label(option)) for option in shape.options)
        if shape.name in {"reference", "references"}:
            yield from targets(self.document, shape.field)


KINDS = {
    "choice": "select",
    "choices": "checkbox",
    "reference": "select",
    "references": "checkbox",
    "flag": "checkbox",
    "lines": "textarea",
}


def _shown(shape: Shape, value: Any) -> Any:
    if value is None:
        value = shape.default if shape.name in {"choice", "choices", "flag", "number"} and not shape.required else ""
    if shape.name == "lines":
        return "\n".join(map(str, value))
    if shape.name in {"choices", "references"}:
        return list(value or [])
    return "" if value is None else value


def _help(shape: Shape) -> str:
    helps = {
        "moment": _("Like 2026-05-03 24:00, Taipei time."),
        "lines": _("One a line."),
        "flag": "",
    }
    return helps.get(
        shape.name, _("Small letters, digits, - or _; it never changes later.") if shape.field == "key" else ""
    )
