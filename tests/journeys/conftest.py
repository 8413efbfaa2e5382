"""One Chromium for the journeys of a module, and one house in an open call for the short ones."""

import os
from collections.abc import Iterator

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, house
from tests.support import browser


@pytest.fixture(scope="module")  # ended with the module: two at once in one process is more than Playwright takes
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """An outside provider that knows one teacher."""
    claims = {"email": "lin@school.example", "email_verified": True, "name": "林怡君"}
    with run_server_in_thread(user_claims=(User(sub="teacher", claims=claims),)) as server:
        yield f"http://localhost:{server.server_port}"


class AtHome(House):
    """A house called by its name: a passkey belongs to a name, never to a number."""

    @property
    def url(self) -> str:
        return super().url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def open_house(tmp_path_factory: pytest.TempPathFactory, provider: str, django_db_setup: None) -> Iterator[House]:
    """A call that is open, with a few entries; what a browser shows is looked at on one database, the year on both."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("looked at on SQLite")
    switched_on = {"OIDC_CLIENT_ID": "baigong", "OIDC_CLIENT_SECRET": "s" * 32, "OIDC_SERVER_URL": provider}
    with house(tmp_path_factory.mktemp("open"), scene="call_open", entries=4, judges=2, **switched_on) as built:
        built.__class__ = AtHome
        yield built
