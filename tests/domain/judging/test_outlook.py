"""Before the call the office asks how many readers the year needs."""

from __future__ import annotations

import pytest

from baigong.domain.judging import actions
from baigong.domain.judging.models import Outlook
from baigong.kit.errors import NotAllowed
from baigong.kit.jobs import worker
from tests.support import jury as scene

pytestmark = pytest.mark.django_db
GIVEN = {"entries": 40, "judges": 8, "hours_per_read": 0.5, "hours_each": 10, "character": "panel"}


def test_a_forecast_is_kept_with_the_year() -> None:
    year = scene.new_year()
    with pytest.raises(NotAllowed):
        actions.ask_outlook(year.edition, given=GIVEN, by=scene.person("visitor"))
    actions.ask_outlook(year.edition, given=GIVEN, by=year.office)
    worker.drain()
    outlook = Outlook.objects.get()
    assert outlook.done_at is not None
    assert sum(line["is_advised"] for line in outlook.lines) == 1
    more, fewer = (
        next(line for line in outlook.lines if line["reads"] == reads and not line["room"]) for reads in (5, 2)
    )
    assert more["wrong"] < fewer["wrong"]
    assert outlook.advice[0]["zh"]
