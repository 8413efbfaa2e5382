"""From a document to the text of its file, always in the same form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from baigong.domain.editions.document.headings import HEADINGS, OPENING
from baigong.domain.editions.document.parts import Leaf, Part
from baigong.domain.editions.document.whole import Document
from baigong.kit.taiwan.dates import Moment
from baigong.kit.text import Bilingual

TO_CONFIRM = "confirm = true  # 待主辦單位確認 · ours to confirm"
CONTROL = re.compile(r"[\u0000-\u0009\u000b-\u001f\u007f]")


def render(document: Document) -> str:
    """The one text of a document; reading it gives the same document."""
    return "\n".join([OPENING, *_fields((), document), *_tables((), document)]) + "\n"


def _fields(_path: tuple[str, ...], piece: Part) -> Iterator[str]:
    """What stands directly under a heading: single values, texts and small lists."""
    for name in type(piece).own_fields():
        value = getattr(piece, name)
        if _is_default(piece, name) or _is_table(value):
            continue
        if isinstance(value, Bilingual):
            yield from (f"{name}.{language} = {_string(words)}" for language, words in value.data().items())
        elif name == "confirm":
            yield TO_CONFIRM
        else:
            yield f"{name} = {_value(value)}"


def _tables(path: tuple[str, ...], piece: Part) -> Iterator[str]:
    """What stands under headings of its own."""
    for name in type(piece).own_fields():
        value = getattr(piece, name)
        if _is_default(piece, name) or not _is_table(value):
            continue
        here = (*path, name)
        yield from HEADINGS.get(".".join(here), ())
        many = isinstance(value, tuple)
        for inner in value if many else (value,):
            yield ""
            yield f"[[{'.'.join(here)}]]" if many else f"[{'.'.join(here)}]"
            yield from _fields(here, inner)
            yield from _tables(here, inner)


def _is_default(piece: Part | Leaf, name: str) -> bool:
    info = type(piece).model_fields[name]
    return not info.is_required() and getattr(piece, name) == info.default and name != "format"


def _is_table(value: object) -> bool:
    return isinstance(value, Part) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Part))


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Moment():
            return _string(str(value))
        case str():
            return _string(value)
        case Leaf():
            return _leaf(value)
        case tuple():
            return _list(value)
        case _:
            return str(value)


def _list(values: tuple[object, ...]) -> str:
    if any(isinstance(value, Leaf) for value in values):
        return "[\n" + "".join(f"  {_value(value)},\n" for value in values) + "]"
    return f"[{', '.join(map(_value, values))}]"


def _leaf(leaf: Leaf) -> str:
    return "{ " + ", ".join(_pairs(leaf)) + " }"


def _pairs(leaf: Leaf) -> Iterator[str]:
    for name in type(leaf).own_fields():
        value = getattr(leaf, name)
        if _is_default(leaf, name):
            continue
        if isinstance(value, Bilingual):
            yield from (f"{name}.{language} = {_quoted(words)}" for language, words in value.data().items())
        else:
            yield f"{name} = {_value(value)}"


def _string(words: str) -> str:
    """Several lines stay several lines."""
    if "\n" not in words:
        return _quoted(words)
    body = CONTROL.sub(_escaped, words.replace("\\", "\\\\")).replace('"""', '""\\"')
    return f'"""\n{body[:-1]}\\""""' if body.endswith('"') else f'"""\n{body}"""'


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\u007f", "\\u007f")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
