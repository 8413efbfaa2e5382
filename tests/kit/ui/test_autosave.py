"""What a person writes is saved as it is written, and nothing is lost when the way to the server is."""

import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import rfc8785
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SHEET = "/kit/pages/sheet/"
QUESTION = "#id_q1"
LINE = "[data-saved]"


class Server:
    """The other end of the wire: answers as it is told to and remembers what arrived."""

    def __init__(self, page: Page) -> None:
        self.got: list[dict[str, Any]] = []
        self.how = "saved"
        page.route("**/kit/save/", self.answer)

    def answer(self, route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        self.got.append(body)
        getattr(self, self.how)(route, body)

    def saved(self, route: Route, body: dict[str, Any]) -> None:
        digest = hashlib.sha256(rfc8785.dumps(body["answers"])).hexdigest()
        route.fulfill(json={"version": body["version"] + 1, "digest": digest, "saved_at": "2026-05-01T14:03:00+08:00"})

    def forgetful(self, route: Route, body: dict[str, Any]) -> None:
        route.fulfill(
            json={"version": body["version"] + 1, "digest": "0" * 64, "saved_at": "2026-05-01T14:03:00+08:00"}
        )

    def away(self, route: Route, body: dict[str, Any]) -> None:
        del body
        route.abort()

    def captive(self, route: Route, body: dict[str, Any]) -> None:
        del body
        route.fulfill(content_type="text/html", body="<h1>Welcome to Station Wi-Fi</h1>")

    def ahead(self, route: Route, body: dict[str, Any]) -> None:
        route.fulfill(status=409, json={"version": 9, "theirs": {"q1": "隊友的句子"}, "yours": body["answers"]})


@pytest.fixture
def server(page: Page) -> Server:
    made = Server(page)
    page.goto(SHEET)
    return made


def test_words_are_saved_with_their_digest(page: Page, server: Server) -> None:
    with page.expect_response("**/kit/save/"):
        page.fill(QUESTION, "每週三晚上")
    expect(page.locator(LINE)).to_have_text("已儲存 14:03")
    assert server.got == [{"answers": {"q1": "每週三晚上"}, "version": 3}]


def test_a_wrong_digest_is_not_called_saved(page: Page, server: Server) -> None:
    server.how = "forgetful"
    page.fill(QUESTION, "每週三晚上")
    expect(page.locator(LINE)).to_have_attribute("data-state", "refused")


@pytest.mark.parametrize("how", ["away", "captive"])
def test_without_a_way_to_the_server_words_stay_on_the_device(page: Page, server: Server, *, how: str) -> None:
    server.how = how
    page.fill(QUESTION, "只在這裡")
    expect(page.locator(LINE)).to_have_attribute("data-state", "offline")
    server.how = "saved"
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(QUESTION)).to_have_value("只在這裡")
    expect(page.locator(LINE)).to_have_attribute("data-state", "saved")
    assert server.got[-1] == {"answers": {"q1": "只在這裡"}, "version": 3}


def test_two_versions_are_both_shown_and_one_is_chosen(page: Page, server: Server) -> None:
    server.how = "ahead"
    page.fill(QUESTION, "我的句子")
    expect(page.locator("[data-conflict=q1] [data-theirs]")).to_have_text("隊友的句子")
    server.how = "saved"
    with page.expect_response("**/kit/save/"):
        page.click("[data-conflict=q1] [data-keep=both]")
    expect(page.locator(LINE)).to_have_attribute("data-state", "saved")
    assert server.got[-1] == {"answers": {"q1": "我的句子\n隊友的句子"}, "version": 9}


def test_our_own_words_coming_back_are_no_conflict(page: Page, server: Server) -> None:
    server.how = "ahead"
    with page.expect_response("**/kit/save/"):
        page.fill(QUESTION, "隊友的句子")
    expect(page.locator(LINE)).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-conflict=q1]")).to_have_count(0)


def test_a_half_composed_word_is_never_sent(page: Page, server: Server) -> None:
    page.locator(QUESTION).dispatch_event("compositionstart")
    page.fill(QUESTION, "ㄐㄧ")
    page.wait_for_timeout(2500)
    assert server.got == []
    page.fill(QUESTION, "技")
    with page.expect_response("**/kit/save/"):
        page.locator(QUESTION).dispatch_event("compositionend")
    expect(page.locator(LINE)).to_have_attribute("data-state", "saved")
    assert server.got == [{"answers": {"q1": "技"}, "version": 3}]


def test_a_form_goes_after_its_words(page: Page, server: Server) -> None:
    """On the next page they would come back as unsaved, and meet themselves as somebody else's."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    page.fill(QUESTION, "還沒停筆就按了")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    expect(page.locator("html.js")).to_be_attached()
    assert [one for one in asked if "/kit/" in one] == ["POST /kit/save/", f"GET {SHEET}"]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_words_of_another_section_are_sent_and_never_written_over(page: Page, server: Server) -> None:
    """All sections of a sheet share one place on the device."""
    server.how = "away"
    kept = json.dumps({"version": 2, "answers": {"elsewhere": "另一節的字"}})
    page.evaluate("(kept) => localStorage.setItem('baigong:unsent:/kit/save/', kept)", kept)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.fill(QUESTION, "這一節的字")
    expect(page.locator(LINE)).to_have_attribute("data-state", "offline")
    server.how = "saved"
    page.reload()
    expect(page.locator(LINE)).to_have_attribute("data-state", "saved")
    both = {"elsewhere": "另一節的字", "q1": "這一節的字"}
    assert server.got[-1] == {"answers": both, "version": 2}


def test_what_is_typed_while_the_device_looks_stands_beside_what_it_finds(page: Page, server: Server) -> None:
    """The words of the train lie in a store that takes its time."""
    looking = "export const waitingFor = () => new Promise((found) => { window.found = found; });"
    page.route("**/away/waiting*.js", lambda route: route.fulfill(body=looking, content_type="text/javascript"))
    server.how = "away"
    page.reload()
    page.fill(QUESTION, "在車站寫的")
    page.evaluate("window.found({ version: 2, answers: { q1: '在車上寫的' } })")
    expect(page.locator("[data-conflict=q1] [data-mine]")).to_have_text("在車站寫的")
    expect(page.locator("[data-conflict=q1] [data-theirs]")).to_have_text("在車上寫的")
