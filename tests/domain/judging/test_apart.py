"""Where the judges of an entry are far apart, one further reader is proposed and given out with one click."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse

from baigong.domain.judging import actions
from baigong.domain.judging.models import Figures
from baigong.kit import time
from baigong.kit.jobs import worker
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
LIMIT = 4


def absurd(year: scene.Year) -> str:
    """Everybody gives sevens, and one judge gives one entry ones; the entry's id."""
    wrong, *others = scene.reads(year)
    sheets = [actions.Sheet(wrong, dict.fromkeys(scene.SCORES, 1), scene.WORDS)]
    sheets += [actions.Sheet(read, dict.fromkeys(scene.SCORES, 7), scene.WORDS) for read in others]
    actions.submit_ballots_many(year.round, sheets)
    worker.drain()
    return wrong.entry.public_id


def test_a_spread_above_the_limit_opens_one_more_read() -> None:
    year = scene.new_year(rounds=[row | {"spread": LIMIT} for row in scene.own_document().data()["rounds"]])
    with time.frozen(scene.READING):
        scene.hand_in(year, 4)
        scene.seat(year, 4)
        scene.give_out(year, load=0)
        wide = absurd(year)
        office = browser_of(year.office)
        page = office.get(reverse("office:dashboard"))
        [line] = page.context["apart"]
        assert (line.row.partition(",")[0], line.spread) == (wide, 6)
        before = Counter(read.entry.public_id for read in scene.reads(year))
        office.post(reverse("office:reads_give"), {"rows": [line.row], "yes": "1"})
        assert Counter(read.entry.public_id for read in scene.reads(year)) - before == {wide: 1}
        worker.drain()
        [line] = browser_of(year.office).get(reverse("office:dashboard")).context["apart"]
        assert (line.is_beyond, line.wants, line.row) == (True, False, ""), "it is proposed once"


def test_without_a_limit_the_farthest_two_are_shown_and_nothing_is_proposed() -> None:
    year = scene.new_year(rounds=[row | {"spread": 0} for row in scene.own_document().data()["rounds"]])
    with time.frozen(scene.READING):
        scene.hand_in(year, 3)
        scene.seat(year, 4)
        scene.give_out(year, load=0)
        wide = absurd(year)
    [line] = Figures.objects.get(round=year.round).data["apart"]
    assert (line["entry"], line["spread"], line.get("judge")) == (wide, 6, None)
