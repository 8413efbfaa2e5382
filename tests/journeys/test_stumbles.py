"""What people get wrong, in a real browser: each time a sentence in their language, and nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House
from tests.journeys.visitor import Visitor, check

pytestmark = [pytest.mark.browser]
TAKEN = {"zh-hant": "Entrant@Demo.Baigong.example", "en": "Member@Demo.Baigong.example"}  # one mail in ten seconds each
WRITER = {"zh-hant": "entrant", "en": "member"}  # each signs in once: a code of an authenticator app is good once
STAFF = {"zh-hant": "office", "en": "director"}
LANGUAGES = pytest.mark.parametrize("language", ["zh-hant", "en"])
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PASSWORD, LONG = "three-cups-of-oolong", "長" * 300


def visitor(chromium: Browser, house: House, *, language: str, role: str = "", **how: bool) -> Visitor:
    made = Visitor(chromium, house, **how)
    made.context.add_cookies([{"name": "language", "value": language, "url": house.url}])
    if role:
        made.sign_in(role)
    return made


def told(one: Visitor, selector: str, *, language: str, name: str) -> str:
    """The sentence that somebody reads, in the right language, on a page in which axe finds nothing."""
    sentence = one.page.locator(selector).first.inner_text()
    assert bool(CHINESE.search(sentence)) == (language == "zh-hant"), sentence
    assert len(sentence) > 4
    check(one.page, f"stumble-{name}-{language}")
    return sentence


@LANGUAGES
def test_at_the_door(chromium: Browser, open_house: House, language: str) -> None:
    """A name of 300 characters, an address that has an account, a link and a number that nobody knows."""
    stranger = visitor(chromium, open_house, language=language)
    page = stranger.page
    page.goto(f"{open_house.url}/account/signup/")
    sign_up(page, email="new@example.org", name=LONG)
    told(stranger, ".errors", language=language, name="long-name")
    assert page.input_value("[name=name]") == LONG
    page.goto(f"{open_house.url}/account/signup/")
    taken = TAKEN[language]
    sign_up(page, email=taken, name="林示範")
    page.wait_for_selector("[name=code]")
    assert taken.lower() in open_house.post.to(taken.lower(), about="這個信箱已經有帳號")
    for address, name in UNKNOWN.items():
        page.goto(open_house.url + address)
        told(stranger, "main h1", language=language, name=name)
    stranger.context.close()


UNKNOWN = {
    "/check/?code=00000000000000000000000000": "unknown-certificate",
    "/entries/invitation/no-such-secret/": "unknown-invitation",
    "/account/password/reset/key/1-expired-link/": "expired-reset",
    "/theme/": "post-only",
    "/nowhere/": "nowhere",
}


def sign_up(page: Page, *, email: str, name: str) -> None:
    page.fill("[name=email]", email)
    page.fill("[name=name]", name)
    page.fill("[name=password1]", PASSWORD)
    page.check("[name=agreed]")
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def first_entry(writer: Visitor) -> str:
    page = writer.open("/entries/")
    links = [link.get_attribute("href") or "" for link in page.locator("main a[href^='/entries/']").all()]
    return next(found[0] for link in links if (found := re.match(r"/entries/[0-9a-z]{26}/", link)))


@LANGUAGES
def test_a_wrong_file(chromium: Browser, open_house: House, tmp_path: Path, language: str) -> None:
    """A program that calls itself a PDF is refused where it was chosen; the rest of the page stays."""
    writer = visitor(chromium, open_house, language=language, role=WRITER[language])
    program = tmp_path / "說明.pdf"
    program.write_bytes(b"MZ" + bytes(2000))
    page = section_with_files(writer, first_entry(writer))
    with page.expect_response(lambda reply: "/upload/" in reply.url) as sent:
        page.locator("#sheet input[type=file]").first.set_input_files(program)
    assert sent.value.status == 422
    sentence = page.locator(".file.refused .what").first
    sentence.wait_for()
    assert bool(CHINESE.search(sentence.inner_text())) == (language == "zh-hant")
    page.set_viewport_size({"width": 320, "height": 900})
    check(page, f"write-error-{language}-320")
    writer.context.close()


def section_with_files(writer: Visitor, address: str) -> Page:
    page = writer.open(address + "write/")
    for section in sorted({str(link.evaluate("link => link.href")) for link in page.locator("main .toc a").all()}):
        page.goto(section)
        if page.locator("#sheet input[type=file]").count():
            return page
    raise AssertionError("no section asks for files")


@LANGUAGES
def test_at_the_office(chromium: Browser, open_house: House, tmp_path: Path, language: str) -> None:
    """An edition file with faults: each with its line, what is wrong and the way out."""
    office = visitor(chromium, open_house, language=language, role=STAFF[language])
    broken = tmp_path / "broken.toml"
    broken.write_text('key = "2026"\nyear = "soon"\n[[tracks]]\nname = 3\n', encoding="utf-8")
    page = office.open("/office/edition/2026/import/")
    page.set_input_files("[name=file]", broken)
    page.click("main form button >> nth=-1")
    page.wait_for_selector("[role=alert] table, [role=alert] tbody")
    told(office, "[role=alert] tbody", language=language, name="broken-edition")
    assert page.locator("[role=alert] tbody tr").count() >= 3
    office.context.close()
