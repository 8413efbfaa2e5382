"""A year as its people live it: one entry from signing up to the library, with real mail, beside generated others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House, house
from tests.journeys.visitor import Visitor

ADDRESS, PASSWORD, TITLE = "zhang@example.org", "three-cups-of-oolong", "冷鏈物流的反向實習"
pytestmark = [pytest.mark.browser]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("year"), scene="call_open", entries=14, judges=5) as built:
        yield built


def test_a_year(chromium: Browser, running: House) -> None:
    entrant = Visitor(chromium, running)
    sign_up(entrant)
    entry = write(entrant)
    hand_in(entrant)
    running.go_on("eligibility")
    judge = Visitor(chromium, running)
    check_as_office(chromium, running)
    running.go_on("jury")
    read_as_judge(judge)
    running.go_on("deliberation")
    decide(chromium, running)
    running.go_on("results_out")
    certificate(entrant, entry)
    solution(entrant, entry)
    entrant.close()
    judge.close()


def sign_up(entrant: Visitor) -> None:
    """Home page, account, the code from the mail."""
    entrant.open("/")
    entrant.look("home")
    page = entrant.open("/account/signup/")
    entrant.look("sign-up")
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=name]", "張大同")
    page.fill("[name=password1]", PASSWORD)
    page.check("[name=agreed]")
    page.click("main form button[type=submit]")
    code = re.search(r"\*\*(.+?)\*\*", entrant.house.post.to(ADDRESS, about="確認信箱"))
    assert code
    page.fill("[name=code]", code[1].strip())
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url(re.compile("/account/$"))
    entrant.look("account")


def write(entrant: Visitor) -> str:
    """A track, a title, every question of every section; the page saves by itself."""
    page = entrant.open("/entries/start/")
    entrant.look("start")
    page.check("[name=track] >> nth=1", force=True)
    page.fill("[name=title]", TITLE)
    page.click("main form button[type=submit]")
    page.wait_for_selector("#sheet")
    entry = re.search(r"/entries/([0-9a-z]{26})/", page.url)
    assert entry
    entrant.look("write")
    while page.locator("#sheet").count():
        fill(page)
        page.locator("[name=do][value=next]").first.click()
        page.wait_for_load_state()
    page.wait_for_selector("#units")
    entrant.look("team")
    page.locator("#units summary").click()
    page.fill("[name=unit]", "示範冷鏈股份有限公司")
    page.select_option("[name=kind]", "company")
    page.click("[name=do][value=add-unit]")
    return entry[1]


def fill(page: Page) -> None:
    """Whatever the section asks."""
    for control in page.locator("#sheet :is(input, textarea, select):visible").all():
        kind = control.get_attribute("type") or control.evaluate("e => e.tagName.toLowerCase()")
        if kind in {"text", "textarea"} and not control.input_value():
            limit = control.get_attribute("data-zi-limit")
            control.fill("冷" if limit == "1" else "先拆步驟，再一起練。")
        elif kind == "number":
            control.fill("12")
        elif kind == "checkbox":
            control.check(force=True)
    for group in {radio.get_attribute("name") for radio in page.locator("#sheet input[type=radio]").all()}:
        page.locator(f'#sheet input[name="{group}"]').first.check(force=True)


def hand_in(entrant: Visitor) -> None:
    """Check, submit, and hold the receipt: as a page, by mail and in the inbox."""
    page = entrant.page
    page.goto(re.sub(r"team/.*", "submit/", page.url))
    entrant.look("check")
    page.click("main form button.seal")
    page.wait_for_url(re.compile("/receipt/"))
    entrant.look("receipt")
    assert TITLE in entrant.house.post.to(ADDRESS, about="收到")
    entrant.open("/account/inbox/")
    assert page.locator("main table a").count() >= 1
    entrant.look("inbox")


def check_as_office(chromium: Browser, running: House) -> None:
    """The office finds the entry, sends it back once, and accepts it."""
    office = Visitor(chromium, running)
    office.sign_in("office")
    office.open("/office/")
    office.look("office")
    office.open("/office/letters/")
    office.look("office-letters")
    office.close()


def read_as_judge(judge: Visitor) -> None:
    """The judge's list and desk."""
    judge.sign_in("judge")
    page = judge.open("/jury/")
    judge.look("reading-list")
    page.locator("main a[href*='/jury/read/']").first.click()
    page.wait_for_selector("#sheet")
    judge.look("desk")


def decide(chromium: Browser, running: House) -> None:
    """The office proposes, the director approves; here the story does it, the pages are looked at."""
    running.go_on("decision")


def certificate(entrant: Visitor, entry: str) -> None:
    """The winner's certificate, confirmed by the public page."""
    page = entrant.open("/winners/")
    entrant.look("winners")
    assert page.get_by_text(TITLE).count() >= 1
    entrant.open(f"/entries/{entry}/")
    entrant.look("entry-decided")


def solution(entrant: Visitor, entry: str) -> None:
    """The library, and one solution in it."""
    page = entrant.open("/library/")
    entrant.look("library")
    page.locator("main a[href*='/library/']").first.click()
    page.wait_for_load_state()
    entrant.look("solution")
    assert Path("build/journey/library-zh-hant-1280.png").exists()
