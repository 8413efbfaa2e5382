"""What is wrong with an edition file, in words: where, what, and the way out."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from baigong.kit.text import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from baigong.domain.editions.document.lines import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a file."""

    line: int
    path: str
    sentence: Bilingual
    way_out: Bilingual

    def data(self) -> dict[str, object]:
        return {
            "line": self.line,
            "path": self.path,
            "sentence": self.sentence.data(),
            "way_out": self.way_out.data(),
        }


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything wrong with one file, in the order of its lines."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault before its line is known."""

    path: Path
    sentence: Bilingual
    way_out: Bilingual


def written(path: Path) -> str:
    """A path as the file's readers count: tracks[1].name.zh."""
    words = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(words).removeprefix(".")


Template = tuple[Bilingual, Bilingual]
FIX_VALUE = Bilingual("改成上面說的樣子。", "Write it the way described.")

TEMPLATES: dict[str, Template] = {
    "missing": (
        Bilingual("缺少「{field}」。", '"{field}" is missing.'),
        Bilingual(
            "補上這一項；不知道怎麼寫，請看 editions/2026.toml 的同一處。", "Add it; editions/2026.toml shows how."
        ),
    ),
    "extra_forbidden": (
        Bilingual("這裡沒有「{field}」這一項。", '"{field}" is not known here.'),
        Bilingual("{near}", "{near_en}"),
    ),
    "text": (
        Bilingual("這裡要中英兩種文字。", "This must be a text in two languages."),
        Bilingual(
            '寫成兩行：{field}.zh = "…" 和 {field}.en = "…"。',
            'Write two lines: {field}.zh = "…" and {field}.en = "…".',
        ),
    ),
    "language_missing": (
        Bilingual("少了一種語言：{given}。", "One language is missing: {given}."),
        Bilingual("補上 {field}.{given}。", "Add {field}.{given}."),
    ),
    "text_too_long": (
        Bilingual("這段文字太長：{given}。", "This text is too long: {given}."),
        Bilingual("最多兩萬個字元。", "20,000 characters at most."),
    ),
    "finite_number": (
        Bilingual("這裡要一般的數字。", "This must be an ordinary number."),
        Bilingual("不能是 inf 或 nan。", "Neither inf nor nan."),
    ),
    "language_unknown": (
        Bilingual("不認得的語言：{given}。", "Unknown language: {given}."),
        Bilingual("只用 zh 和 en。", "Use zh and en only."),
    ),
    "moment": (
        Bilingual("「{given}」不是看得懂的時間。", '"{given}" is not a time that can be read.'),
        Bilingual('寫成 "2026-05-03 24:00"，臺北時間。', 'Write "2026-05-03 24:00", Taipei time.'),
    ),
    "literal_error": (
        Bilingual("不能是「{input}」。", '"{input}" is not possible here.'),
        Bilingual("請從這些選一個：{expected}。", "Choose one of {expected}."),
    ),
    "string_pattern_mismatch": (
        Bilingual("「{input}」不能當代號。", '"{input}" cannot be a key.'),
        Bilingual(
            "代號用小寫英文字母、數字、- 或 _，不超過 40 個。", "Keys are small letters, digits, - or _; 40 at most."
        ),
    ),
    "string_too_long": (
        Bilingual("太長了，最多 {max_length} 個字。", "Too long: {max_length} characters at most."),
        Bilingual("剪短它。", "Shorten it."),
    ),
    "string_too_short": (
        Bilingual("不能空白。", "This cannot be empty."),
        Bilingual("至少寫 {min_length} 個字。", "Write at least {min_length} characters."),
    ),
    "greater_than_equal": (
        Bilingual("數字太小。", "The number is too small."),
        Bilingual("至少要 {ge}。", "At least {ge}."),
    ),
    "less_than_equal": (Bilingual("數字太大。", "The number is too large."), Bilingual("最多 {le}。", "At most {le}.")),
    "greater_than": (
        Bilingual("數字太小。", "The number is too small."),
        Bilingual("要大於 {gt}。", "More than {gt}."),
    ),
    "string_type": (
        Bilingual("這裡要文字。", "This must be a text."),
        Bilingual("用引號包起來。", "Put it in quotes."),
    ),
    "int_type": (
        Bilingual("這裡要整數。", "This must be a whole number."),
        Bilingual("不要引號、不要小數。", "No quotes, no decimals."),
    ),
    "float_type": (Bilingual("這裡要數字。", "This must be a number."), Bilingual("不要引號。", "No quotes.")),
    "bool_type": (
        Bilingual("這裡要 true 或 false。", "This must be true or false."),
        Bilingual("不要引號。", "No quotes."),
    ),
    "tuple_type": (Bilingual("這裡要一串。", "This must be a list."), Bilingual("用 [ ] 包起來。", "Put it in [ ].")),
}
OTHERWISE: Template = (Bilingual("這裡寫得不對。", "This is not right."), FIX_VALUE)


def problem_of(error: Mapping[str, Any], *, known: tuple[str, ...] = ()) -> Problem:
    """One error of the model as a sentence and a way out; `known` are the fields that exist there."""
    path: Path = tuple(error["loc"])
    sentence, way_out = TEMPLATES.get(error["type"], OTHERWISE)
    words = {**error.get("ctx", {}), "input": _short(error.get("input")), "field": path[-1] if path else ""}
    words["expected"] = str(words.get("expected", "")).replace(" or ", ", ")  # pydantic's English "or"
    words |= _nearest(str(words["field"]), known)
    return Problem(path, _filled(sentence, words), _filled(way_out, words))


def _filled(text: Bilingual, words: Mapping[str, object]) -> Bilingual:
    return Bilingual(text.zh.format(**words), text.en.format(**words))


def _short(value: object) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


def _nearest(field: str, known: tuple[str, ...]) -> dict[str, str]:
    near = difflib.get_close_matches(field, known, n=1)
    if near:
        return {"near": f"是不是要寫「{near[0]}」？", "near_en": f'Did you mean "{near[0]}"?'}
    names = "、".join(known)
    return {"near": f"刪掉它；這裡可以有：{names}。", "near_en": f"Remove it; known here are {', '.join(known)}."}
