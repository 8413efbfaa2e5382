"""A tie at a cut: the declared rules in their order, and a stop where people have to decide."""

from __future__ import annotations

import pytest

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.queries import document_of
from baigong.domain.selection import actions
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.level import unsettled
from baigong.domain.selection.result import Line, Result
from baigong.kit import time
from baigong.kit.errors import Refused
from baigong.kit.text import Bilingual
from tests.conftest import Once
from tests.support import jury as scene

pytestmark = pytest.mark.django_db
CRITERION, MEETING, SEED = "criterion:replicable", "meeting", "seed"
TOP = [{"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 1}]


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(two_of_one_score)


def two_of_one_score() -> scene.Year:
    year = scene.new_year(prizes=TOP, certificates=[], cooling_off=[])
    scene.hand_in(year, 2)
    return year


def listed(year: scene.Year, ties: list[str], *, winner: int, first: tuple[int, int] = (7, 7)) -> Selection:
    """A list on which both have 7.00, and one of them the place; `first` are their scores on the first criterion."""
    rules = scene.own_document().data()["award_rules"] | {"ties": ties}
    save_edition(scene.changed(document_of(year.edition), award_rules=rules), by=year.office)
    ballots = [
        [entry.public_id, "judge", [score, *[7] * (len(scene.SCORES) - 1)]]
        for entry, score in zip(year.entries, first, strict=True)
    ]
    why = Bilingual("同分", "equal")
    lines = [
        Line(entry.public_id, place + 1, 7, 7.001, 0.4, {"top100": 0.5}, "open", ["top100"] * (place == winner), why)
        for place, entry in enumerate(year.entries)
    ]
    selection = actions.ask_selection(year.round, by=year.office)
    return actions.store_result(selection, Result(lines, {"ballots": ballots, "rubric": []}))


@pytest.mark.parametrize(
    ("ties", "first", "winner", "waits"),
    [
        ([CRITERION, MEETING, SEED], (8, 7), 0, False),
        ([CRITERION, MEETING, SEED], (8, 7), 1, True),
        ([CRITERION, MEETING, SEED], (7, 7), 0, True),
        ([CRITERION, SEED, MEETING], (7, 7), 1, False),
        ([MEETING, CRITERION], (8, 7), 0, True),
    ],
)
def test_the_rules_apply_in_their_order(
    year: scene.Year, *, ties: list[str], first: tuple[int, int], winner: int, waits: bool
) -> None:
    with time.frozen(scene.AFTER):
        assert bool(list(unsettled(listed(year, ties, winner=winner, first=first)))) is waits


def test_a_tie_that_is_left_stops_the_list_until_somebody_decides_on_record(year: scene.Year) -> None:
    with time.frozen(scene.AFTER):
        selection = listed(year, [MEETING], winner=0)
        with pytest.raises(Refused, match=year.entries[0].title):
            actions.propose(selection, by=year.office)
        why = "會議看了兩件的附件，這一件的步驟別人做得起來。"
        actions.overrule(selection, year.entries[0], prizes=["top100"], reason=why, by=year.office)
        assert list(unsettled(selection)) == []
