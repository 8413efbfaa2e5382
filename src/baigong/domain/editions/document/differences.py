"""What changed between two documents, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.document.labels import called, label
from baigong.domain.editions.document.lines import Path
from baigong.domain.editions.document.parts import Leaf, Part
from baigong.kit.taiwan.dates import Moment, moment_text
from baigong.kit.text import Bilingual

LONGEST_QUOTE = 60
EMPTY = Bilingual("（空）", "(empty)")
YES_NO = (Bilingual("否", "no"), Bilingual("是", "yes"))
QUOTES = Bilingual("「{}」", "“{}”")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, removed or changed."""

    path: Path
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Where:
    """The place in both documents, with how it is called."""

    path: Path = ()
    zh: str = ""
    en: str = ""

    def down(self, name: str, *, kind: type[Part | Leaf]) -> Where:
        word = label(kind, name)
        return Where((*self.path, name), f"{self.zh}{word.zh}", f"{self.en}{word.en}")

    def into(self, key: str | int, piece: object) -> Where:
        name = called(piece)
        return Where((*self.path, key), f"{self.zh}「{name.zh}」的", f"{self.en} “{name.en}”: ")


def diff(old: Part, new: Part) -> tuple[Change, ...]:
    """Every difference of two documents, or of two parts of one kind, in their order; nothing for equal ones."""
    return tuple(_parts(old, new, Where()))


def _parts(old: Part | Leaf, new: Part | Leaf, where: Where) -> Iterator[Change]:
    for name in type(new).own_fields():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from _values(before, after, where.down(name, kind=type(new)))


def _values(before: Any, after: Any, where: Where) -> Iterator[Change]:
    if isinstance(before, Part | Leaf) and type(before) is type(after):
        yield from _parts(before, after, Where(where.path, f"{where.zh}的", f"{where.en}: "))
    elif _is_list_of_parts(before) or _is_list_of_parts(after):
        yield from _lists(before, after, where)
    else:
        yield _replaced(before, after, where)


def _is_list_of_parts(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part | Leaf)


def _lists(before: tuple[Any, ...], after: tuple[Any, ...], where: Where) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    for key in old.keys() - new.keys():
        name = called(old[key])
        yield Change(where.path, Bilingual(f"拿掉{where.zh}「{name.zh}」", f"{where.en}: “{name.en}” removed"))
    for key, piece in new.items():
        name = called(piece)
        if key not in old:
            yield Change(
                (*where.path, key), Bilingual(f"新增{where.zh}「{name.zh}」", f"{where.en}: “{name.en}” added")
            )
        elif old[key] != piece:
            yield from _parts(old[key], piece, where.into(key, piece))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change(where.path, Bilingual(f"{where.zh}的順序改了", f"{where.en}: order changed"))


def _by_key(pieces: tuple[Any, ...]) -> dict[str | int, Any]:
    return {getattr(piece, "key", place): piece for place, piece in enumerate(pieces)}


def _replaced(before: object, after: object, where: Where) -> Change:
    zh = f"{where.zh}：{_quoted(before, 'zh')} → {_quoted(after, 'zh')}"
    en = f"{where.en}: {_quoted(before, 'en')} → {_quoted(after, 'en')}"
    if isinstance(before, Bilingual) and isinstance(after, Bilingual) and before.zh == after.zh:
        zh = f"{where.zh}（英文）：{_quoted(before, 'en')} → {_quoted(after, 'en')}"
    return Change(where.path, Bilingual(zh, en))


def _quoted(value: object, language: str) -> str:
    if value in {None, "", ()}:
        return EMPTY.to(language)
    if isinstance(value, bool):
        return YES_NO[value].to(language)
    if isinstance(value, Moment):
        return moment_text(value, zone=False).to(language)
    if isinstance(value, Bilingual):
        return QUOTES.to(language).format(_short(value.to(language)))
    return "、".join(map(str, value)) if isinstance(value, tuple) else _short(str(value))


def _short(words: str) -> str:
    line = words.replace("\n", " ")
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"
