from __future__ import annotations

from dataclasses import replace

import pytest

from fairjury.plan import CHARACTERS, Forecast, Line, Scale, Situation, Track, plan

SMALL = Situation(120, 12, hours_each=16.0, prizes=(30, 5))


def line(made: Forecast, *, first: int, adaptive: bool = False, room: bool = False) -> Line:
    return next(x for x in made.lines if (x.first, x.adaptive, x.room) == (first, adaptive, room))


@pytest.fixture(scope="module")
def made() -> Forecast:
    return plan(SMALL, seed=3, trials=12)


def test_more_reads_and_reads_at_the_border_leave_fewer_wrong_places(made: Forecast) -> None:
    even = [line(made, first=k).wrong[0] for k in (2, 3, 5)]
    assert even == sorted(even, reverse=True)
    assert line(made, first=2, adaptive=True).wrong[0] < line(made, first=3).wrong[0]
    assert 0 < line(made, first=3).error[0] < 3
    assert 0 <= line(made, first=3).last_wrong[1] <= 1


def test_hours_and_judges_follow_from_reads(made: Forecast) -> None:
    three = line(made, first=3)
    assert three.hours == pytest.approx(120 * 3 * 0.5 / 12)
    assert three.judges == 12
    assert made.lines[made.advised].hours <= 16
    by_track = replace(SMALL, tracks=(Track("A", 80, 3), Track("B", 40, 9)))
    advised = plan(by_track, seed=3, trials=2)
    assert line(advised, first=3).recruit == {"A": 5, "B": 0}


def test_the_advice_is_in_both_languages_and_names_who_is_missing() -> None:
    made = plan(replace(SMALL, judges=5, hours_each=6.0), seed=1, trials=2)
    assert "增聘" in made.zh[1]
    assert "more judges" in made.en[1]


def test_room_at_the_top_helps_where_scores_clip() -> None:
    crowded = replace(
        SMALL, entries=400, prizes=(8,), scale=Scale(mean=8.5, spread=1.5), character=CHARACTERS["trained"]
    )
    made = plan(crowded, seed=2, trials=12)
    assert line(made, first=3, room=True).wrong[0] < line(made, first=3).wrong[0]


def test_the_same_seed_plans_the_same_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    first = plan(SMALL, seed=9, trials=2, progress=lambda done, of: told.append((done, of)))
    assert first == plan(SMALL, seed=9, trials=2)
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("change", "said"),
    [({"judges": 1}, "judges"), ({"prizes": (120,)}, "prizes"), ({"hours_each": 0.0}, "hours_each")],
)
def test_impossible_numbers_are_named(change: dict[str, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plan(replace(SMALL, **change), seed=1, trials=1)
