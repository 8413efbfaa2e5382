"""Whatever goes wrong is said on a page of the house, in the reader's language, with a way out."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from baigong.config.urls import DECLARED
from baigong.domain.people.actions import register, verify_address
from baigong.kit.http.routes import filled, routes
from baigong.kit.ui import views
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["zh-hant", "en"])
HTML = "text/html,application/xhtml+xml"
TEXT = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def browser(language: str) -> Client:
    client = Client(headers={"accept": HTML}, raise_request_exception=False)
    client.cookies["language"] = language
    return client


def says(page: HttpResponse, *, language: str) -> str:
    """The heading of a page in the look of the house, after a glance at its frame."""
    text = page.content.decode().partition('class="wrap mishap"')[2]
    assert re.search(r'<a [^>]*href="/"', text.partition("</main>")[0])
    heading = re.search(r"<h1>\s*(.+?)\s*</h1>", text, re.DOTALL)[1]
    assert bool(TEXT.search(heading)) == (language == "zh-hant"), heading
    return heading


@LANGUAGES
def test_an_address_that_does_not_exist(browser: Client, language: str) -> None:
    page = browser.get("/nowhere/")
    assert page.status_code == 404
    says(page, language=language)


@LANGUAGES
def test_a_host_that_is_not_ours(browser: Client, language: str) -> None:
    page = browser.get("/", headers={"host": "evil.example"})
    assert page.status_code == 400
    says(page, language=language)


@LANGUAGES
def test_a_form_with_too_many_fields(browser: Client, language: str) -> None:
    page = browser.post(reverse("account_login"), {f"f{number}": "x" for number in range(2100)})
    assert page.status_code == 400
    says(page, language=language)


@LANGUAGES
def test_a_form_without_its_token(language: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept": HTML})
    strict.cookies["language"] = language
    page = strict.post(reverse("account_login"), {"login": "a@example.org"})
    assert page.status_code == 403
    says(page, language=language)


@LANGUAGES
def test_guessing_for_too_long(browser: Client, language: str) -> None:
    cache.clear()
    verify_address(register(email="lin@example.org", name="林", password="three-cups-of-oolong"))
    tries = [
        browser.post(reverse("account_login"), {"login": "lin@example.org", "password": "wrong"}) for _ in range(12)
    ]
    slowed = [page for page in tries if page.status_code == 429]
    assert slowed
    says(slowed[-1], language=language)


@LANGUAGES
def test_every_address_that_only_takes_forms_says_so_when_opened(browser: Client, language: str) -> None:
    only_forms = [route for route in routes(DECLARED) if route.door and "GET" not in route.door.methods]
    assert len(only_forms) > 20
    for route in only_forms:
        page = browser.get(filled(route.pattern, {}))
        if page.status_code == 405:
            says(page, language=language)
            assert "POST" in page["Allow"] or "PATCH" in page["Allow"]
        else:  # Django's own language switch leads home
            assert route.name == "set_language"


def test_scripts_get_the_number_alone(client: Client) -> None:
    page = client.get("/theme/", headers={"accept": "application/json"})
    assert (page.status_code, page.content) == (405, b"")


@LANGUAGES
def test_a_page_for_others(browser: Client, language: str) -> None:
    person = register(email="wang@example.org", name="王")
    page = browser_of(person, client=browser).get("/office/")
    assert page.status_code in {403, 404}
    says(page, language=language)


def test_the_page_of_our_own_mishaps_needs_nothing() -> None:
    page = views.broken(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "please try again" in page.content.decode().lower()
