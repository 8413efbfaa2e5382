"""Where a line has formed, newcomers are asked to come back and nobody else is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from baigong.kit import line, time

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def asked(path: str = "/accessibility/", *, ago: float, client: Client | None = None, **more: Any) -> Any:
    stamp = f"t={(NOW - timedelta(seconds=ago)).timestamp():.3f}"
    with time.frozen(NOW):
        return (client or Client()).get(path, headers={"X-Request-Start": stamp}, **more)


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Settings, db: None, tmp_path: Path) -> None:
    settings.PROXY_STAMPS_ARRIVAL = True
    settings.DATA = tmp_path


def test_a_newcomer_is_asked_to_come_back_when_the_line_is_long() -> None:
    answer = asked(ago=0.5)
    assert answer.status_code == 503
    assert 3 <= int(answer.headers["Retry-After"]) <= 12
    assert "請稍候" in answer.content.decode()
    assert asked(ago=0.1).status_code == 200


def test_the_longer_the_line_the_later() -> None:
    assert 11 <= int(asked(ago=2).headers["Retry-After"]) <= 20
    assert 21 <= int(asked(ago=60).headers["Retry-After"]) <= 30


def test_the_worker_hears_of_a_line_whoever_stands_in_it() -> None:
    asked(ago=0.1)
    assert not line.stands()
    inside = Client()
    inside.cookies[settings.SESSION_COOKIE_NAME] = "known"
    asked(ago=5, client=inside)
    assert line.stands()


def test_nobody_writes_each_of_them_down_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    assert asked(ago=5).status_code == 503
    assert not caplog.records


def test_whoever_is_inside_stays_and_health_is_always_told() -> None:
    inside = Client()
    inside.cookies[settings.SESSION_COOKIE_NAME] = "known"
    assert asked(ago=5, client=inside).status_code == 200
    assert asked("/healthz", ago=5).status_code == 200


def test_what_was_sent_is_never_thrown_away() -> None:
    stamp = f"t={(NOW - timedelta(seconds=5)).timestamp():.3f}"
    with time.frozen(NOW):
        answer = Client().post("/account/login/", {"login": "a@example.org"}, headers={"X-Request-Start": stamp})
    assert answer.status_code == 200


def test_a_stamp_that_no_proxy_made_is_not_believed(settings: Settings) -> None:
    settings.PROXY_STAMPS_ARRIVAL = False
    assert asked(ago=5).status_code == 200
