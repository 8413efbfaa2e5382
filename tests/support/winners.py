"""A year whose results are out, with its certificates and the pages of its library.

The tests of a module share one: `from tests.support.winners import shared_year` in their conftest.
"""

from __future__ import annotations

from typing import Any

import pytest

from baigong.domain.entries.models import Entry
from baigong.domain.library.models import Solution
from baigong.domain.people.models import Person
from baigong.domain.selection import actions
from baigong.domain.selection.models import Selection
from baigong.kit import time
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene

PRIZES = [
    {"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 3},
    {"key": "top10", "name": {"zh": "十", "en": "TEN"}, "text": {"zh": "乙", "en": "B"}, "count": 1, "among": "top100"},
    {
        "key": "matching",
        "name": {"zh": "合", "en": "M"},
        "text": {"zh": "丙", "en": "C"},
        "count": 1,
        "among": "top100",
    },
]
WORDS = {
    "key": "top",
    "prize": "top100",
    "title": {"zh": "獲獎證書", "en": "Certificate"},
    "body": {"zh": "茲證明{name}以「{entry}」入選{edition}{prize}。", "en": "{name}, {entry}, {prize}, {edition}"},
    "signed_by": [{"role": {"zh": "評審團召集人", "en": "Chair"}}],
}
ANSWERS = {
    "summary": "三校學生輪流磨同一把刀，看得懂彼此的刀痕。",
    "problem": "空氣品質不佳的實習工場。",
    "sign": "磨",
}


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(year_with_results)


def year_with_results(*, count: int = 3, **changes: Any) -> scene.Year:
    """Published, with every job done that follows."""
    first, *others = PRIZES
    prizes = [{**first, "count": count}, *({**one, "certificate": False} for one in others)]
    year = scene.judged_year(entries=count + 3, judges=4, prizes=prizes, certificates=[WORDS], **changes)
    for entry in year.entries:
        entry.versions.update(answers={**entry.versions.get().answers, **ANSWERS})
    with time.frozen(scene.AFTER):
        selection = actions.ask_selection(year.round, by=year.office)
        worker.drain()
        selection.refresh_from_db()
        actions.approve(actions.propose(selection, by=year.office), by=year.director)
    with time.frozen(scene.OPENING):
        actions.publish_due()
        worker.drain()
    return year


def selection_of(year: scene.Year) -> Selection:
    return Selection.objects.get(edition=year.edition, state="published")


def solutions(year: scene.Year) -> list[Solution]:
    return list(Solution.objects.filter(edition=year.edition).select_related("entry", "edition").order_by("place"))


def lead_of(entry: Entry) -> Person:
    person = entry.members.get(role="lead").person
    assert person is not None
    return person
