"""Assignment and ballots, through the verbs."""

from __future__ import annotations

from collections import Counter

import pytest

from baigong.domain.judging.models import Ballot, Figures, ReadingPlan
from baigong.kit import time
from tests.support import jury as scene

pytestmark = pytest.mark.django_db


def test_every_entry_is_read_by_three_and_loads_are_even() -> None:
    year = scene.new_year()
    with time.frozen(scene.READING):
        scene.hand_in(year, 24)
        scene.seat(year, 6)
        reads = scene.give_out(year, load=0)
    plan = ReadingPlan.objects.get()
    assert plan.problem.en == ""
    assert set(Counter(read.entry_id for read in reads).values()) == {3}
    loads = Counter(read.judge_id for read in reads).values()
    assert max(loads) - min(loads) <= 1
    assert plan.figures["pieces"] == 1


def test_figures() -> None:
    scene.judged_year()
    figures = Figures.objects.get()
    assert figures.data.get("problem") is None
    assert len(figures.data["judges"]) == 6
    assert Ballot.objects.count() == 72
