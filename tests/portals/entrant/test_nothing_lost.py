"""In a real browser: whatever ends or breaks, what was typed is on the server or still on the page."""

from __future__ import annotations

import gc
import threading
import time as clock
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import save_draft
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.models import Person
from tests.journeys.visitor import check
from tests.portals.entrant.test_writing import PDF
from tests.support import browser as machine
from tests.support.call import committed_edition as edition
from tests.support.call import signed_in
from tests.support.on_disk import on_disk
from tests.support.proofs import Case

__all__ = ["edition", "on_disk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "".join(chr(0x4E00 + number % 2000) for number in range(3000))
PATIENCE = machine.PATIENCE


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=machine.chromium(), args=list(machine.QUIET))
        yield started
        started.close()


@pytest.fixture
def live_server(on_disk: str) -> Iterator[LiveServer]:
    """Every answer has a connection of its own, as in earnest: those that share one see each other's half-done work."""
    del on_disk
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    opened = chromium.new_context(base_url=live_server.url, locale="zh-TW")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()
    settle()


def settle() -> None:
    """Wait for the server's last answers: a table that is being read cannot be emptied for the next test."""
    while any("process_request" in thread.name for thread in threading.enumerate()):
        clock.sleep(0.05)
    gc.collect()


def enter(context: BrowserContext, client: Client) -> None:
    """Give the browser the session of a test client."""
    cookie = client.cookies["session"]
    address = context.new_page()
    address.goto("/healthz")
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address.url}])
    address.close()


def sheet(context: BrowserContext, entry: Entry) -> Page:
    page = context.new_page()
    page.goto(reverse("entrant:write", args=(entry.public_id, "problem")))
    expect(page.locator("html.js")).to_be_attached()
    return page


def type_in(page: Page, text: str, *, key: str = "problem") -> None:
    page.locator(f"[name={key}]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def is_saved(page: Page, state: str = "saved") -> None:
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", state, timeout=PATIENCE)


UNSENT = "Object.keys(localStorage).filter((key) => key.startsWith('baigong:unsent')).length"


def has_sent(page: Page) -> None:
    """Nothing is left on the device; asked from here, because the page's policy lets no string wait inside it."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(UNSENT) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("some words are still on the device only")


def is_all_sent(page: Page) -> None:
    has_sent(page)
    is_saved(page)


def kept(entry: Entry, key: str = "problem") -> object:
    return answers_of(Entry.objects.get(pk=entry.pk)).get(key)


@pytest.fixture
def desk(context: BrowserContext, entry: Entry, lead: Person, edition: Edition) -> Page:
    enter(context, signed_in(lead, edition))
    return sheet(context, entry)


def test_three_thousand_characters_survive_a_session_that_ends(
    desk: Page, context: BrowserContext, entry: Entry, lead: Person, edition: Edition
) -> None:
    type_in(desk, LONG)
    is_saved(desk)
    assert kept(entry) == LONG
    Session.objects.all().delete()
    type_in(desk, LONG + "還有這一句")
    is_saved(desk, "expired")
    assert kept(entry) == LONG
    enter(context, signed_in(lead, edition))
    is_saved(desk)
    assert kept(entry) == LONG + "還有這一句"


@pytest.mark.proof(name="network-cut", asked=300, small=1, seed=8)
def test_without_a_network_words_wait_on_the_device(
    desk: Page, context: BrowserContext, entry: Entry, cases: Iterator[Case]
) -> None:
    """A case is a second without a network in which one more sentence is written: five minutes at full count."""
    context.set_offline(True)
    written = ""
    for case in cases:
        written += f"斷線第 {case.number} 秒寫的。"
        type_in(desk, written)
        desk.wait_for_timeout(1000)
    is_saved(desk, "offline")
    expect(desk.locator("[name=problem]")).to_have_value(written)
    assert kept(entry) is None
    context.set_offline(False)
    is_saved(desk)
    assert kept(entry) == written


def test_a_page_closed_without_a_network_has_kept_its_words(desk: Page, context: BrowserContext, entry: Entry) -> None:
    context.set_offline(True)
    type_in(desk, "還沒送出去就關掉")
    is_saved(desk, "offline")
    desk.close()
    context.set_offline(False)
    again = sheet(context, entry)
    is_saved(again)
    assert kept(entry) == "還沒送出去就關掉"


def test_two_people_see_both_texts(desk: Page, entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "隊友的句子", "for_whom": "隊友寫的"}, version=1, by=lead)
    type_in(desk, "我的句子")
    is_saved(desk, "conflict")
    box = desk.locator("[data-conflict=problem]")
    expect(box.locator("[data-mine]")).to_have_text("我的句子")
    expect(box.locator("[data-theirs]")).to_have_text("隊友的句子")
    assert kept(entry) == "隊友的句子"
    for width in (1280, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        check(desk, f"write-conflict-{width}")
    box.locator("[data-keep=both]").click()
    is_saved(desk)
    assert kept(entry) == "我的句子\n隊友的句子"
    assert kept(entry, "for_whom") == "隊友寫的"


def test_another_question_saved_meanwhile_is_no_quarrel(desk: Page, entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"for_whom": "隊友寫的"}, version=1, by=lead)
    type_in(desk, "我的句子")
    is_saved(desk)
    assert (kept(entry), kept(entry, "for_whom")) == ("我的句子", "隊友寫的")


def test_a_half_made_word_is_not_sent(desk: Page, entry: Entry) -> None:
    control = desk.locator("[name=problem]")
    control.dispatch_event("compositionstart")
    type_in(desk, "ㄐㄧㄕㄨ")
    desk.wait_for_timeout(3000)
    assert kept(entry) is None
    type_in(desk, "技術")
    control.dispatch_event("compositionend")
    is_saved(desk)
    assert kept(entry) == "技術"


def test_rows_and_files_are_saved_from_the_page(desk: Page, entry: Entry) -> None:
    desk.goto(reverse("entrant:write", args=(entry.public_id, "how")))
    type_in(desk, "第一週", key='"steps.0.when"')
    type_in(desk, "約好三件事", key='"steps.0.what"')
    is_all_sent(desk)
    assert kept(entry, "steps") == [{"when": "第一週", "what": "約好三件事", "who": "", "care": ""}]
    file = {"name": "學習單.pdf", "mimeType": "application/pdf", "buffer": PDF}
    desk.locator("#files-files input[type=file]").set_input_files([file, {**file, "name": "程式.exe"}])
    desk.locator("#files-files input[type=file]").set_input_files([{**file, "name": "同時選的.pdf"}])
    expect(desk.locator("#files-files .file.refused .name")).to_have_text("程式.exe", timeout=PATIENCE)
    expect(desk.locator("#files-files .file.received")).to_have_count(2)
    expect(desk.locator("#files-files .file.sending")).to_have_count(0)
    type_in(desk, "檔案之後的字", key="key_step")
    with desk.expect_navigation():  # the file made a version meanwhile: no quarrel, and the button is not lost over it
        desk.locator("[name=do][value=next]").first.click()
    assert kept(entry, "key_step") == "檔案之後的字"
    assert {one.file.name for one in entry.evidence.all()} == {"學習單.pdf", "同時選的.pdf"}


def test_a_link_pressed_before_the_pause_is_over_takes_no_word_along(desk: Page, entry: Entry) -> None:
    """A change of page with unsaved words saves first, or keeps them on the device until it can."""
    type_in(desk, "還沒存就點了別的連結")
    desk.locator("a[href$='../us/']").first.click()
    desk.wait_for_url("**/write/us/")
    desk.goto(reverse("entrant:write", args=(entry.public_id, "problem")))
    has_sent(desk)
    assert kept(entry) == "還沒存就點了別的連結"


def test_marks_of_a_long_text_by_the_keyboard(desk: Page, entry: Entry) -> None:
    """The bar is one stop of the Tab key, arrows walk it, the browser's undo takes a mark back."""
    box, keyboard = desk.locator("[name=problem]"), desk.keyboard
    focused = desk.locator("[data-mark]:focus")
    type_in(desk, "先拆步驟\n再一起練")
    keyboard.press("Control+A")
    keyboard.press("Tab")
    expect(focused).to_have_attribute("data-mark", "bold")
    keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("data-mark", "link")
    keyboard.press("ArrowLeft")
    keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("1. 先拆步驟\n2. 再一起練")
    keyboard.press("Control+Z")
    expect(box).to_have_value("先拆步驟\n再一起練")
    keyboard.press("Control+End")
    keyboard.press("Control+B")
    keyboard.insert_text("三週")
    expect(box).to_have_value("先拆步驟\n再一起練**三週**")
    is_all_sent(desk)
    assert kept(entry) == "先拆步驟\n再一起練**三週**"
    desk.set_viewport_size({"width": 320, "height": 900})
    check(desk, "write-marks-320")
