"""From the text of an edition file to its document, or to everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, get_args

from pydantic import ValidationError

from baigong.domain.editions.document.checks import problems
from baigong.domain.editions.document.faults import Fault, Faults, Problem, problem_of, written
from baigong.domain.editions.document.lines import Lines, Path, lines_of
from baigong.domain.editions.document.parts import Leaf, Part
from baigong.domain.editions.document.whole import Document
from baigong.kit.text import Bilingual

AT_LINE = re.compile(r"\(at line (\d+)")
MARK = b"\xef\xbb\xbf"  # which some editors put before a text
UNION_BRANCHES = {"int", "float"}


@lru_cache(maxsize=16)
def parse(content: str | bytes) -> Document | Faults:
    """A whole edition from its text or file; faults come in the order of the lines, with the way out of each."""
    try:
        text = content if isinstance(content, str) else content.removeprefix(MARK).decode()
    except UnicodeDecodeError as error:
        return Faults((_no_text(error),))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Faults((_no_toml(error, last=text.rstrip().count("\n") + 1),))
    return build(data, lines=lines_of(text))


def build(data: dict[str, Any], *, lines: Lines | None = None) -> Document | Faults:
    """A whole edition from plain data, as a file or a form gives it."""
    lines = lines or Lines()
    try:
        document = Document.model_validate(tuples(data))
    except ValidationError as error:
        return placed(_problems_of(error), lines=lines)
    found = problems(document)
    return placed(found, lines=lines) if found else document


def _no_text(error: UnicodeDecodeError) -> Fault:
    sentence = Bilingual("這一行有不是 UTF-8 的字。", "This line holds characters that are not UTF-8.")
    way_out = Bilingual(
        "用文字編輯器打開，另存成 UTF-8 編碼，再試一次。", "Open it in a text editor, save it as UTF-8 and try again."
    )
    return Fault(error.object.count(b"\n", 0, error.start) + 1, "", sentence, way_out)


def _no_toml(error: Exception, *, last: int) -> Fault:
    place = AT_LINE.search(str(error))
    sentence = Bilingual("這一行不是正確的 TOML。", f"This line is not TOML: {error}.")
    way_out = Bilingual(
        "多半是少了引號、括號或等號；看看這一行和上一行。",
        "Often a quote, a bracket or an equals sign is missing here or on the line before.",
    )
    ends = last if "end of document" in str(error) else 1
    return Fault(int(place[1]) if place else ends, "", sentence, way_out)


def tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: tuples(inner) for key, inner in value.items()}
    return tuple(map(tuples, value)) if isinstance(value, list | tuple) else value


def _problems_of(error: ValidationError) -> list[Problem]:
    """One problem a place; a number that is neither whole nor decimal is one fault, not two."""
    by_place: dict[Path, Problem] = {}
    for fault in error.errors():
        place = tuple(step for step in fault["loc"] if step not in UNION_BRANCHES)
        by_place.setdefault(place, problem_of({**fault, "loc": place}, known=fields_at(place[:-1])))
    return list(by_place.values())


def fields_at(path: Path) -> tuple[str, ...]:
    """The names of the fields a part at this path has."""
    kind: type[Part | Leaf] = Document
    for step in path:
        if isinstance(step, str) and (inner := part_in(kind, field=step)) is not None:
            kind = inner
    return kind.own_fields()


def part_in(kind: type[Part | Leaf], *, field: str) -> type[Part | Leaf] | None:
    """The class of the parts a field holds, or None for plain values."""
    info = kind.model_fields.get(field)
    return _part_class(info.annotation) if info is not None else None


def _part_class(annotation: object) -> type[Part | Leaf] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part | Leaf):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _part_class(inner))), None)


def placed(found: Iterable[Problem], *, lines: Lines) -> Faults:
    """Problems with the lines they stand on, in the order of the file."""
    faults = [Fault(lines.of(p.path), written(p.path), p.sentence, p.way_out) for p in found]
    return Faults(tuple(sorted(faults, key=lambda fault: (fault.line, fault.path))))
