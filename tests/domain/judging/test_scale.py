"""A calibrated score as people read it stays on the scale, and says where it was computed beyond it."""

from __future__ import annotations

from baigong.domain.judging.rubric import Rubric, Shown

RUBRIC = Rubric(lowest=1, highest=10, step=1, criteria=())


def test_beyond_the_scale_it_is_shown_at_its_end() -> None:
    assert RUBRIC.shown(10.09, 9.4, 10.8) == Shown(10, 9.4, 10, is_beyond=True)
    assert RUBRIC.shown(0.7, 0.1, 1.3) == Shown(1, 1, 1.3, is_beyond=True)


def test_within_it_stays_as_it_is() -> None:
    assert RUBRIC.shown(7.25, 6.5, 8.0) == Shown(7.25, 6.5, 8.0, is_beyond=False)
    assert RUBRIC.shown(None, None, None) == Shown(None, None, None, is_beyond=False)
