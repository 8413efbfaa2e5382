"""Hours at the desk are told by the saves: who goes away for a while is not counted as reading."""

from __future__ import annotations

from datetime import timedelta

from baigong.domain.judging.queries.work import _at_the_desk
from tests.support import jury as scene


def test_pauses_do_not_count() -> None:
    minutes = (0, 10, 25, 25, 120, 150, 181)
    moments = [scene.READING + timedelta(minutes=one) for one in reversed(minutes)]
    assert _at_the_desk(moments) == timedelta(minutes=25 + 30)


def test_without_a_save_there_are_no_hours() -> None:
    assert _at_the_desk([]) == _at_the_desk([scene.READING]) == timedelta()
