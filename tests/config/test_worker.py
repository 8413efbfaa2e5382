"""While the year of a demo goes on, its jobs are its own: the clock of everybody else still stands elsewhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from baigong.config.operations.lock import between_tellings, telling
from baigong.kit import time
from baigong.kit.jobs.worker import Loop, drain
from baigong.kit.outbox.jobs import deliver


@pytest.mark.django_db
def test_the_worker_leaves_the_jobs_of_a_year_that_goes_on(settings: Settings, *, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    loop = Loop(turn=between_tellings)
    with telling():
        deliver.enqueue()
        assert not loop.take_turn()
        assert drain() == 1
    deliver.enqueue()
    assert loop.take_turn()


def test_a_clock_follows_its_file_at_once(tmp_path: Path) -> None:
    here, there = time.Clock(), tmp_path / "demo-clock"
    here.file = there
    for day in (3, 4):
        wanted = datetime(2026, 7, day, 10, tzinfo=UTC)
        time.set_for_all(wanted, file=there)
        assert timedelta(0) <= here.read() - wanted < timedelta(hours=1)
