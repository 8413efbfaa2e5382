"""What kind of control each field of a document asks for, read from its model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from baigong.domain.editions.document import Document
from baigong.domain.editions.document.parts import Leaf, Part
from baigong.kit.taiwan.dates import Moment
from baigong.kit.text import Bilingual

Piece = type[Part | Leaf]
Name = Literal[
    "texts",
    "moment",
    "flag",
    "number",
    "choice",
    "choices",
    "reference",
    "references",
    "lines",
    "line",
    "leaf",
    "leaves",
    "part",
    "parts",
]

LONG = {
    "text", "purpose", "invitation", "who", "promise", "help", "question", "answer", "body", "controller", "categories",
    "use", "rights", "refusal", "confidentiality", "integrity", "yes", "no", "note", "fits", "example",
}  # fmt: skip
REFERENCES = {
    "rubric": "rubrics",
    "opens": "milestones",
    "closes": "milestones",
    "among": "prizes",
    "prize": "prizes",
    "prizes": "prizes",
    "tracks": "tracks",
    "opt_in": "questions",
    "speaks_to": "criteria",
    "group": "groups",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its name, the control it asks for, and what it holds."""

    field: str
    name: Name
    required: bool
    default: Any
    options: tuple[str, ...] = ()
    inner: Piece | None = None
    is_long: bool = False


def shapes(kind: Piece) -> tuple[Shape, ...]:
    """The fields of one kind of part in the order they are written."""
    return tuple(shape(kind, field) for field in kind.own_fields() if field != "format")


def shape(kind: Piece, field: str) -> Shape:
    info = kind.model_fields[field]
    held = _bare(info.annotation)
    name, options, inner = _named(field, held)
    return Shape(field, name, info.is_required(), info.get_default(), options, inner, field in LONG)


def _bare(annotation: Any) -> Any:
    """Without Annotated and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        kept = [inner for inner in get_args(annotation) if inner is not type(None)]
        return _bare(kept[0]) if len(kept) == 1 else float
    return annotation


def _named(field: str, held: Any) -> tuple[Name, tuple[str, ...], Piece | None]:
    if get_origin(held) is Literal:
        return "choice", tuple(map(str, get_args(held))), None
    if get_origin(held) is tuple:
        return _many(field, _bare(get_args(held)[0]))
    if isinstance(held, type) and issubclass(held, Part | Leaf):
        return ("part" if issubclass(held, Part) else "leaf"), (), held
    return SIMPLE.get(held, "reference" if field in REFERENCES and held is str else "line"), (), None


def _many(field: str, held: Any) -> tuple[Name, tuple[str, ...], Piece | None]:
    if isinstance(held, type) and issubclass(held, Part | Leaf):
        return ("parts" if issubclass(held, Part) else "leaves"), (), held
    if get_origin(held) is Literal:
        return "choices", get_args(held), None
    return ("references" if field in REFERENCES else "lines"), (), None


SIMPLE: dict[Any, Name] = {Bilingual: "texts", Moment: "moment", bool: "flag", int: "number", float: "number"}


def targets(document: Document, field: str) -> Iterator[tuple[str, str]]:
    """The keys a field may name, with what they are called."""
    for piece in _there(document, REFERENCES[field]):
        yield piece.key, str(getattr(piece, "name", None) or piece.text)


def _there(document: Document, what: str) -> tuple[Any, ...]:
    if what == "questions":
        return tuple(question for sheet in document.sheets for question in sheet.questions())
    if what in {"criteria", "groups"}:
        return tuple(piece for rubric in document.rubrics for piece in getattr(rubric, what))
    pieces: tuple[Any, ...] = getattr(document, what)
    return pieces
