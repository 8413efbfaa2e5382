"""A year as its people live it: one entry from signing up to the library, with real mail, beside generated others."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House, house
from tests.journeys.visitor import Visitor

ADDRESS, PASSWORD, TITLE = "zhang@example.org", "three-cups-of-oolong", "冷鏈物流的反向實習"
pytestmark = [pytest.mark.browser]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("year"), scene="call_open", entries=14, judges=5) as built:
        yield built


def test_a_year(chromium: Browser, running: House) -> None:
    people = [Visitor(chromium, running) for _ in range(6)]
    entrant, office, judge, other, chair, director = people
    sign_up(entrant)
    entry = write(entrant)
    hand_in(entrant, entry)
    running.go_on("eligibility")
    office.sign_in("office")
    send_back(office)
    correct(entrant, entry)
    accept(office, entry)
    plan(office)
    running.go_on("jury")
    judge.sign_in("judge")
    read(judge)
    other.sign_in("conflicted_judge")
    step_aside(other)
    running.go_on("deliberation")
    chair.sign_in("chair")
    meet(office, chair)
    propose(office)
    director.sign_in("director")
    approve(director)
    running.go_on("results_out")
    certificate(entrant, entry)
    library(entrant)
    for one in people:
        one.close()


def sign_up(entrant: Visitor) -> None:
    """Home page, account, the code from the mail; from here to the receipt by keys alone."""
    page = entrant.open("/")
    entrant.glance("/", "/account/signup/")
    entrant.press("a[href*='/account/login/']")
    entrant.press("a[href*='/account/signup/']")
    entrant.write("[name=email]", ADDRESS)
    entrant.write("[name=name]", "張大同")
    entrant.write("[name=password1]", PASSWORD)
    entrant.reach("[name=agreed]")
    page.keyboard.press("Space")
    entrant.press("main form button[type=submit]")
    code = re.search(r"\*\*(.+?)\*\*", entrant.house.post.to(ADDRESS, about="確認信箱"))
    assert code
    entrant.write("[name=code]", code[1].strip())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/account/$"))
    entrant.glance("/account/", "/entries/eligible/", "/entries/", "/account/email/")


def write(entrant: Visitor) -> str:
    """A track, a title, every question of every section; the page saves by itself, and the keyboard is enough."""
    page = entrant.page
    entrant.press("a[href$='/entries/']")
    entrant.press("a[href$='/entries/start/']")
    entrant.glance("/entries/start/")
    entrant.reach("[name=track]")
    page.keyboard.press("ArrowDown")  # to the second
    entrant.write("[name=title]", TITLE)
    entrant.press("main form button[type=submit]")
    page.wait_for_selector("#sheet")
    entry = re.search(r"/entries/([0-9a-z]{26})/", page.url)
    assert entry
    entrant.glance(*[f"/entries/{entry[1]}/write/"] * 4)
    fill(entrant)
    entrant.glance(*[f"/entries/{entry[1]}/write/"] * 2)
    while page.locator("#sheet").count():
        fill(entrant)
    page.wait_for_selector("#units")
    entrant.look("team")
    entrant.write("[name=unit]", "示範冷鏈股份有限公司")
    entrant.reach("[name=kind]")
    for _ in range(page.locator("[name=kind] option[value=company]").evaluate("option => option.index")):
        page.keyboard.press("ArrowDown")
    entrant.press("[name=do][value=add-unit]")
    return entry[1]


def fill(entrant: Visitor) -> None:
    """A section from its first question to the button that goes on, with Tab, Space, arrows and letters only."""
    keyboard = entrant.page.keyboard
    for control in entrant.tabs():
        if control["value"] == "next":
            break
        if control["type"] == "radio":
            keyboard.press("ArrowUp")  # from the first to the last; some questions follow from an answer
        elif control["type"] == "checkbox" and not control["checked"]:
            keyboard.press("Space")
        elif control["type"] in {"text", "textarea", "url"} and not control["value"]:
            keyboard.type(words_for(control))
    with entrant.page.expect_navigation():  # the page saves before it goes on
        keyboard.press("Enter")


def words_for(control: dict[str, Any]) -> str:
    if found := {"decimal": "12", "url": "https://example.org/steps"}.get(control["inputMode"]):
        return found
    return "冷" if control["limit"] == "1" else "先拆步驟，再一起練。"


def hand_in(entrant: Visitor, entry: str) -> None:
    """Check, submit, and hold the receipt: as a page, by mail and in the inbox."""
    page = entrant.page
    entrant.press("a[href$='/submit/']")
    entrant.look("check")
    entrant.press("main form button.seal")
    page.wait_for_url(re.compile("/receipt/"))
    entrant.look("receipt")
    assert TITLE in entrant.house.post.to(ADDRESS, about="已收到")
    entrant.open("/account/inbox/")
    assert page.locator("main table a").count() >= 1
    entrant.glance(
        "/account/inbox/",
        *(f"/entries/{entry}/{page}" for page in ("", "history/", "history/2/", "avoid/", "withdraw/", "write/us/")),
        *(f"/account/data/{page}" for page in ("", "requests/", "erase/", "merge/")),
    )


def send_back(office: Visitor) -> None:
    """The office sees the call fill up, finds the entry, and asks for something."""
    office.open("/office/")
    office.look("office")
    office.open("/office/letters/")
    office.look("office-letters")
    page = office.open("/office/entries/")
    office.look("office-entries")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(re.compile("/office/entry/"))
    office.look("office-entry")
    page.locator("main a[href$='/return/']").click()
    page.wait_for_url(re.compile("/return/$"))
    office.look("office-return")
    page.locator("form.form textarea").first.fill("請補上合作單位的同意說明。")
    page.click("form.form button.seal")
    page.wait_for_url(re.compile("/office/entry/[a-z0-9]+/$"))


def correct(entrant: Visitor, entry: str) -> None:
    """The team reads the letter, changes one answer and submits again."""
    assert "同意說明" in entrant.house.post.to(ADDRESS, about="請補正")
    page = entrant.open(f"/entries/{entry}/")
    entrant.look("entry-returned")
    entrant.press("main a[href$='/write/']")
    page.wait_for_selector("#sheet textarea")
    entrant.write("#sheet textarea", "合作單位的同意說明已補在附件，做法不變。")
    entrant.press("[name=do][value=check]")
    entrant.press("main form button.seal")
    page.wait_for_url(re.compile("/receipt/"))


def accept(office: Visitor, entry: str) -> None:
    """What came back is accepted."""
    page = office.open(f"/office/entry/{entry}/accept/")
    page.click("form.form button.seal")
    page.wait_for_url(re.compile("/office/entry/[a-z0-9]+/$"))


def plan(office: Visitor) -> None:
    """How many readers the year needs, as the engine forecasts it."""
    page = office.open("/office/jury/plan/")
    page.fill("[name=entries]", "20")
    page.fill("[name=judges]", "5")
    with page.expect_navigation():
        page.click("main aside form button")
    page.wait_for_selector("main table")  # the page looks again until the forecast is there
    office.glance("/office/jury/plan/")


def step_aside(judge: Visitor) -> None:
    """A judge who has advised a team says so; from then on nothing of the entry is to be seen."""
    page = judge.open("/jury/")
    read = page.locator("main a[href*='/jury/read/']").first.get_attribute("href")
    assert read
    judge.open(f"{read}conflict/")
    judge.glance(f"{read}conflict/")
    page.check("[name=kind][value=advised]", force=True)
    page.click("main form button.seal")
    page.wait_for_url(re.compile("/jury/$"))
    assert page.locator("main a[href*='/jury/read/']").count() >= 1
    assert page.locator(f"main a[href='{read}']").count() == 0


def read(judge: Visitor) -> None:
    """The judge scores one entry by criterion, with words, and hands the sheet in."""
    page = judge.open("/jury/")
    judge.look("reading-list")
    page.locator("main a[href*='/jury/read/']").first.click()
    page.wait_for_selector("#sheet")
    judge.look("desk")
    for name in {radio.get_attribute("name") for radio in page.locator("#sheet input[type=radio]").all()}:
        page.locator(f'#sheet input[name="{name}"]').nth(6).check(force=True)
    page.locator("#sheet textarea:visible").last.fill("步驟寫得清楚，別的學校照著做得起來；成本可以再拆細一點。")
    with page.expect_navigation():
        page.locator("#sheet [data-primary]").click()
    judge.open("/jury/")


def meet(office: Visitor, chair: Visitor) -> None:
    """The office watches the reading, sees the list with its doubt, and holds the meeting over what is not certain."""
    office.open("/office/jury/reading/")
    office.look("dashboard")
    office.open("/office/selection/")
    office.look("selection")
    page = office.open("/office/meeting/")
    office.look("meeting-called")
    with page.expect_navigation():
        page.click("form[action$='/begin/'] button")
    page.wait_for_selector("form[action$='/keep-rest/']")
    office.look("meeting-open")
    chair.open("/jury/meeting/")
    chair.look("meeting-room")
    page.fill("form[action$='/keep-rest/'] [name=reason]", "全體無異議，照案通過。")
    with page.expect_navigation():
        page.click("form[action$='/keep-rest/'] button")
    page.click("[data-opens=close-meeting]")
    with page.expect_navigation():
        page.click("#close-meeting button[type=submit]")
    page.wait_for_selector("main code")
    office.look("meeting-sealed")


def propose(office: Visitor) -> None:
    """The office freezes the list that the meeting left, and proposes it."""
    page = office.open("/office/selection/")
    with page.expect_navigation():
        page.click("form[action$='/propose/'] button.seal")


def approve(director: Visitor) -> None:
    """A second person looks at the frozen list and puts a name to it."""
    page = director.open("/office/selection/")
    director.look("selection-proposed")
    with page.expect_navigation():
        page.click("form[action$='/approve/'] button.seal")


def certificate(entrant: Visitor, entry: str) -> None:
    """The result by mail, the list of winners, the certificate, and the public page that confirms it."""
    assert TITLE in entrant.house.post.to(ADDRESS, about="恭喜")
    page = entrant.open("/winners/")
    entrant.look("winners")
    assert page.get_by_text(TITLE).count() >= 1
    page = entrant.open(f"/entries/{entry}/")
    entrant.look("entry-decided")
    check = page.locator("a[href*='/check/']").first.get_attribute("href")
    assert check
    entrant.open("/check/" + check.split("/check/")[1].split("/")[0] + "/")
    entrant.look("check-certificate")


def library(entrant: Visitor) -> None:
    """The hundred, found by a word of two characters, and one solution in it."""
    page = entrant.open("/library/")
    entrant.look("library")
    page.fill("[name=q]", "先拆")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    with page.expect_navigation():
        page.locator("main a[href*='/library/']").first.click()
    entrant.look("solution")
