"""The portfolio of an entry: what a team wrote, laid out for print."""

from __future__ import annotations

from typing import Any

from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of, questions
from baigong.domain.entries.states import MemberState
from baigong.domain.sheets.queries import asked_sections
from baigong.domain.sheets.showing import Shown, shown
from baigong.kit import time
from baigong.kit.taiwan.dates import TAIPEI, date_text


def portfolio_of(entry: Entry) -> dict[str, Any]:
    """The data that the portfolio's template reads, in the reader's language."""
    answers = answers_of(entry)
    pages = asked_sections(questions(entry), answers, track=entry.track.key)
    return {
        "title": entry.title or str(entry.track),
        "over": f"{entry.edition}　{entry.track}",
        "lead": "、".join(one.unit.name for one in entry.entry_units.all()),
        "facts": _facts(entry),
        "sections": [
            {"heading": str(section.name), "answers": [_answer(shown(q, answers.get(q.key) or "")) for q in put]}
            for section, put in pages
        ],
        "issued": str(date_text(time.now().astimezone(TAIPEI).date())),
    }


def _facts(entry: Entry) -> list[list[str]]:
    members = [one.name for one in entry.members.all() if one.state == MemberState.ACCEPTED]
    return [[entry.team or str(entry.edition), "、".join(members)]]


def _answer(answer: Shown) -> dict[str, str]:
    rows = ["　".join(cell for cell in row if cell) for row in answer.rows]
    items = () if answer.form == "files" else answer.items
    return {"question": str(answer.question.text), "text": "\n".join([answer.text, *items, *rows]).strip()}
