"""Next year's edition from this year's: the same award, a year on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from baigong.domain.editions.document.programme import History
from baigong.domain.editions.document.whole import Document
from baigong.kit.taiwan.dates import Moment
from baigong.kit.text import Bilingual

SAME_WEEKDAY = timedelta(weeks=52)
NUMERALS = "〇一二三四五六七八九"
TEENS, TENS = 10, 20


def next_year(document: Document, *, key: str) -> Document:
    """Dates move by 52 weeks, so that weekdays stay, and are to be confirmed again; this year joins the history."""
    return document.model_copy(
        update={
            "key": key,
            "ordinal": document.ordinal + 1,
            "year": document.year + 1,
            "name": _next_name(document),
            "milestones": tuple(m.model_copy(update=_later(m.at)) for m in document.milestones),
            "history": (_as_history(document), *document.history),
            "confirm": True,
        }
    )


def _later(at: Moment) -> dict[str, Any]:
    return {"at": Moment(at.day + SAME_WEEKDAY, at.hour, at.minute), "confirm": True}


def _as_history(document: Document) -> History:
    return History(ordinal=document.ordinal, year=document.year, name=document.name)


def _next_name(document: Document) -> Bilingual:
    zh = document.name.zh.replace(f"第{numeral(document.ordinal)}屆", f"第{numeral(document.ordinal + 1)}屆")
    en = document.name.en.replace(english(document.ordinal), english(document.ordinal + 1))
    return Bilingual(zh, en)


def numeral(number: int) -> str:
    """一 to 九十九, as the number of an edition is written."""
    tens, ones = divmod(number, 10)
    last = NUMERALS[ones] if ones else ""
    if number < TEENS:
        return NUMERALS[number]
    return f"十{last}" if number < TENS else f"{NUMERALS[tens]}十{last}"


def english(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in range(11, 14) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
