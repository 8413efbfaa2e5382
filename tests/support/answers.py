"""An answer to every question that an entry is asked, of any kind a sheet knows."""

from __future__ import annotations

from typing import Any

from baigong.domain.editions.document.sheets import Question
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import questions

ROWS = {"short": "每週三", "number": "3", "money": "300", "date": "2026-03-01"}


def full_answers(entry: Entry) -> dict[str, Any]:
    """Complete answers, files apart; whatever hangs on a choice is not asked where the last choice is made."""
    return {q.key: answer(q) for q in questions(entry).questions() if q.kind not in {"file", "picture", "video"}}


def answer(question: Question) -> Any:
    simple = {"short": "磨", "date": "2026-03-01", "money": 1000, "number": _number(question), "consent": True}
    if question.kind in simple:
        return simple[question.kind]
    if question.kind == "long":
        return "學" * min(question.limit or 100, 100)
    if question.kind in {"choice", "choices"}:
        last = question.choices[-1].key
        return last if question.kind == "choice" else [last]
    return _structured(question)


def _number(question: Question) -> float:
    return question.lowest if question.lowest is not None else 1


def _structured(question: Question) -> Any:
    if question.kind == "table":
        return [{column.key: ROWS[column.kind] for column in question.columns}]
    known = {
        "period": {"from": "2025-09-01", "to": "2026-01-31"},
        "link": ["https://example.org/evidence"],
        "person": [{"name": "林示範"}],
        "unit": ["範例高工"],
        "record": [{"name": "全國技能競賽", "level": "金牌", "date": "2026-03-01", "holders": "2"}],
    }
    return known[question.kind]
