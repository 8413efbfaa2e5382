"""Fills any sheet of any edition with answers that pass its own checks."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from baigong.domain.editions.document.sheets import Question, Sheet
from baigong.domain.sheets.queries import is_asked
from baigong.worlds import words

SHORT = 30
LONG = 120


def answers(sheet: Sheet, *, track: str, chance: Random) -> dict[str, Any]:
    """Answers to every question that is asked; optional ones now and then, files never."""
    given: dict[str, Any] = {}
    for question in sheet.questions():
        answer = ANSWERS.get(question.kind)
        wanted = question.required or chance.random() < 0.7
        value = answer(question, chance) if answer else None
        if wanted and value is not None and is_asked(question, given, track=track):
            given[question.key] = value
    return given


def _short(question: Question, chance: Random) -> str:
    most = question.limit or SHORT
    if most == 1:
        return chance.choice("車銑鉗鑄鍛銲電機控測砌繪印雕陶漆織繡剪護牧植茶蜂炊烘廚調麵刀漁舟船網")
    if question.key.endswith("_en"):
        return words.english_title(chance)
    return words.title(chance)[:most] if question.key == "title" else words.text(chance, most=most)[:most]


def _long(question: Question, chance: Random) -> str:
    return words.text(chance, most=question.limit or LONG)


def _number(question: Question, chance: Random) -> int:
    lowest = int(question.lowest or 0)
    highest = int(min(question.highest or 200, lowest + 200))
    return chance.randint(lowest, max(lowest, highest))


def _choice(question: Question, chance: Random) -> str:
    return chance.choice(question.choices).key


def _choices(question: Question, chance: Random) -> list[str]:
    return [_choice(question, chance)]


def _cell(kind: str, chance: Random) -> Any:
    return (
        chance.randint(1, 40)
        if kind in {"number", "money"}
        else "2026-03-01"
        if kind == "date"
        else chance.choice(words.WAYS)
    )


def _table(question: Question, chance: Random) -> list[dict[str, Any]]:
    rows = range(min(question.at_most or 3, chance.randint(2, 3)))
    return [{column.key: _cell(column.kind, chance) for column in question.columns} for _row in rows]


def _period(_question: Question, _chance: Random) -> dict[str, str]:
    return {"from": "2023-09-01", "to": "2026-01-31"}


def _link(_question: Question, chance: Random) -> list[str]:
    return [f"https://example.org/{chance.randrange(10**6)}"]


ANSWERS: dict[str, Callable[[Question, Random], Any]] = {
    "short": _short,
    "long": _long,
    "number": _number,
    "money": _number,
    "date": lambda _question, _chance: "2026-03-01",
    "period": _period,
    "choice": _choice,
    "choices": _choices,
    "table": _table,
    "link": _link,
    "consent": lambda _question, _chance: True,
}
