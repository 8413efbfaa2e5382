"""Assignment and ballots, through the verbs."""

from __future__ import annotations

from collections import Counter

import pytest

from baigong.domain.entries.models import Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot, Figures, ReadingPlan
from baigong.kit import time
from baigong.kit.jobs import worker
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


TOP = [{"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 8}]


def test_a_wave_goes_where_doubt_is_and_only_what_stays_ticked_goes_out() -> None:
    year = scene.new_year(prizes=TOP, certificates=[], cooling_off=[])
    with time.frozen(scene.READING):
        scene.hand_in(year, 24)
        scene.seat(year, 6)
        before = {(read.entry_id, read.judge_id) for read in scene.give_out(year, load=0, reads=2)}
        scene.fill(year)
        bound = next(e for e in year.entries if (e.pk, year.judges[0].pk) not in before)
        Tie.objects.create(entry=bound, person=year.judges[0].person, kind="family", found_at=scene.READING)
        plan = actions.ask_wave(year.round, by=year.office, budget=8)
        worker.drain()
        plan.refresh_from_db()
        assert plan.state == "found"
        assert 0 < len(plan.pairs) <= 8
        assert {(read.entry_id, read.judge_id) for read in scene.reads(year)} == before
        kept = [tuple(pair) for pair in plan.pairs[:3]]
        assert actions.give_out(plan, by=year.office, only=kept) == 3
    fresh = {(read.entry_id, read.judge_id) for read in scene.reads(year)} - before
    assert len(fresh) == 3
    assert (bound.pk, year.judges[0].pk) not in fresh
    assert set(Assignment.objects.filter(wave=1).values_list("entry__public_id", "judge__key")) == set(kept)


def test_figures() -> None:
    year = scene.judged_year()
    figures = Figures.objects.get(round=year.round)
    assert figures.data.get("problem") is None
    assert len(figures.data["judges"]) == 6
    assert Ballot.objects.count() == 72
