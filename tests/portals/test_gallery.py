"""Every component renders in both languages and passes axe at phone and desk width, on light and dark paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from baigong.kit.ui.views import MISHAPS, SPECIMENS
from tests.support import axe, browser

TEMPLATES = Path("src/baigong/kit/ui/templates")
PAGES = ("/kit/", *(f"/kit/pages/{name}/" for name in SPECIMENS))
PAPERS = (("zh-hant", 1280, "light"), ("en", 390, "dark"), ("zh-hant", 320, "dark"), ("en", 1280, "light"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def test_the_gallery_shows_every_component() -> None:
    parts = {path.stem for path in (TEMPLATES / "cotton").glob("*.html")}
    pages = [path for folder in ("ui", "layouts", "cotton") for path in (TEMPLATES / folder).rglob("*.html")]
    shown = {tag.replace("-", "_") for path in pages for tag in re.findall(r"<c-([\w-]+)", path.read_text("utf-8"))}
    assert parts - shown == set()


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_renders(client: Client, *, path: str, language: str) -> None:
    client.cookies["language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"<c-" not in answer.content


def test_without_the_demo_there_is_no_gallery(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert [client.get(path).status_code for path in PAGES] == [404] * len(PAGES)


def test_the_theme_is_remembered_and_forgotten(client: Client) -> None:
    client.post("/theme/", {"theme": "dark", "next": "/kit/"})
    assert b'data-theme="dark"' in client.get("/kit/").content
    client.post("/theme/", {"theme": "", "next": "/kit/"})
    assert b"data-theme=" not in client.get("/kit/").content


def test_the_theme_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_a_page_of_a_mishap_says_the_way_out(client: Client) -> None:
    for name in MISHAPS:
        assert b'<a class="btn' in client.get(f"/kit/pages/{name}/").content


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width", "paper"), PAPERS)
def test_axe_finds_nothing(
    chromium: Browser, live_server: LiveServer, *, language: str, width: int, paper: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 860}, color_scheme=paper, locale="zh-TW")
    context.set_default_timeout(browser.PATIENCE)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    page, said = context.new_page(), list[str]()  # one window: its start costs as much as a look
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for path in PAGES if width in {320, 1280} and language == "zh-hant" else PAGES[:1]:
        page.goto(live_server.url + path)
        assert said == [], path
        axe.look(page, name=f"{path} in {language} at {width} px")
    context.close()
