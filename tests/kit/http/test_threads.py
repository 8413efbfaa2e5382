"""What a web process keeps by thread is what Django keeps by thread and coroutine."""

from __future__ import annotations

from asgiref.local import Local

from baigong.kit.http.threads import PLACES


def test_these_are_the_places_that_django_looks_at() -> None:
    assert [name for holder, name in PLACES if not isinstance(getattr(holder, name), Local)] == []
