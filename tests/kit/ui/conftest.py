"""A browser with the gallery's pages open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.support import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        yield started
        started.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Page]:
    settings.DEMO = True
    context = chromium.new_context(locale="zh-TW", base_url=live_server.url)
    context.set_default_timeout(browser.PATIENCE)
    yield context.new_page()
    context.close()
