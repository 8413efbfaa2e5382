"""A judge on a train, in a real browser: taken along, scored, sent once each, erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from baigong.domain.judging.models import Assignment
from baigong.kit import time
from tests.support import browser as machine
from tests.support import jury as scene
from tests.support.sessions import browser_of
from tests.support.train import Train

ENTRIES = 20
PATIENCE = machine.PATIENCE
LINE, TOLD = "[data-saved]", "[data-away-told]"
WORDS = scene.WORDS["entrant"]
WORDS_ON_IMPACT, ON_THE_PHONE = "textarea[name='words-impact']", "在手機上寫的"
LIES = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const base = await done(indexedDB.open("baigong-desk", 1));
  const ask = (shelf) => done(base.transaction(shelf).objectStore(shelf).getAll());
  const [packets, rows, facts] = [await ask("packets"), await ask("rows"), await ask("facts")];
  base.close();
  const text = packets.map((one) => new TextDecoder().decode(one.sealed)).join("");
  const keys = facts.filter((one) => one instanceof CryptoKey).map((key) => key.extractable);
  return { packets: packets.length, rows: rows.length, reads: text.includes("解方"), keys };
}"""

FIFTEEN_DAYS_LATER = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const base = await done(indexedDB.open("baigong-desk", 1));
  const shelf = base.transaction("facts", "readwrite").objectStore("facts");
  const taken = await done(shelf.get("taken"));
  await done(shelf.put({ ...taken, at: taken.at - 15 * 24 * 3600 * 1000 }, "taken"));
  base.close();
}"""
IS_EMPTY = f"() => ({LIES})().then((lies) => !lies.packets && !lies.keys.length)"


def one_judge(entries: int) -> tuple[scene.Year, list[Assignment]]:
    year = scene.new_year()
    with time.frozen(scene.READING):
        scene.hand_in(year, entries)
        scene.seat(year, 1)
        scene.give_out(year, load=0, reads=1)
    return year, sorted(scene.reads(year), key=lambda read: read.order)


@pytest.fixture
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@pytest.fixture
def reads(transactional_db: None, evening: None) -> list[Assignment]:
    del transactional_db, evening
    if connection.vendor != "sqlite":
        pytest.skip("looked at on SQLite")
    return one_judge(ENTRIES + 1)[1]


@pytest.fixture
def cookies(reads: list[Assignment]) -> list[str]:
    """The judge has signed in twice."""
    return [browser_of(reads[0].judge.person).cookies["session"].value for _time in range(2)]


@pytest.fixture
def train(cookies: list[str], tmp_path: Path) -> Iterator[Train]:
    del cookies  # the judge is signed in before the world is copied
    made = Train(tmp_path, at=scene.READING)
    yield made
    made.enters_tunnel()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=machine.chromium(), args=list(machine.QUIET))
        yield started
        started.close()


def device(chromium: Browser, train: Train, cookie: str) -> Page:
    """One of the judge's own."""
    context = chromium.new_context(base_url=train.url, locale="zh-TW")
    context.set_default_timeout(PATIENCE)
    carry(context, train, cookie)
    return context.new_page()


def carry(context: BrowserContext, train: Train, cookie: str) -> None:
    context.add_cookies([{"name": "session", "value": cookie, "url": train.url}])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_twenty_entries_on_the_train(
    chromium: Browser, train: Train, reads: list[Assignment], cookies: list[str]
) -> None:
    tablet = device(chromium, train, cookies[0])
    tablet.goto(reverse("jury:home"))
    tab_to(tablet, "main .acts a[href*='/read/']")
    score(tablet, 0, says="idle")
    tablet.goto(reverse("jury:home"))
    tab_to(tablet, "[data-away-take]")
    expect(tablet.locator(TOLD)).to_contain_text(f"這台裝置上有 {ENTRIES} 件", timeout=PATIENCE)
    lies = tablet.evaluate(LIES)
    assert (lies["packets"], lies["reads"], lies["keys"]) == (ENTRIES + 1, False, [False])

    tablet.context.set_offline(True)
    train.enters_tunnel()
    tablet.goto(reverse("jury:read", args=[reads[1].public_id]))
    for number in range(1, ENTRIES):
        score(tablet, number, says="kept")
    assert tablet.evaluate(LIES)["rows"] == ENTRIES - 1
    last = reverse("jury:read", args=[reads[-1].public_id])
    expect(tablet).to_have_url(train.url + last, timeout=PATIENCE)

    train.leaves_tunnel()
    assert train.rows("SELECT count(*) FROM judging_ballot") == [(1,)]
    phone = device(chromium, train, cookies[0])
    phone.goto(f"{last}conflict/")
    phone.check("[name=kind][value=advised]")
    phone.click("main form button")
    phone.wait_for_url(train.url + reverse("jury:home"))
    contested = reverse("jury:read", args=[reads[5].public_id])
    phone.goto(contested)
    phone.fill(WORDS_ON_IMPACT, ON_THE_PHONE)
    expect(phone.locator(LINE)).to_have_attribute("data-state", "saved", timeout=PATIENCE)
    tablet.context.set_offline(False)
    choose_between_two_texts(tablet, contested)
    expect(tablet.locator(TOLD)).to_be_hidden(timeout=PATIENCE)
    assert tablet.evaluate(LIES) == {"packets": 0, "rows": 0, "reads": False, "keys": []}
    got = train.rows(
        "SELECT state, scores, json_extract(words, '$.impact') FROM judging_ballot"
        ' JOIN judging_assignment AS a ON a.id = assignment_id ORDER BY a."order"'
    )
    assert [(state, json.loads(scores), word) for state, scores, word in got] == [
        ("submitted", dict.fromkeys(scene.SCORES, 1 + n % 9), f"第{n}件") for n in range(ENTRIES)
    ]
    assert train.rows("SELECT count(*) FROM judging_ballotversion WHERE sent != ''") == [(ENTRIES - 2,)]
    nothing_stays(tablet, train, reads[0], cookies)


def choose_between_two_texts(tablet: Page, contested: str) -> None:
    """What was written on the train is neither lost nor put over what the phone saved; letting it go is asked twice."""
    tablet.locator("[data-away-throw]").press("Enter", timeout=PATIENCE)
    expect(tablet.locator("#away-drop")).to_be_visible()
    tablet.keyboard.press("Escape")
    expect(tablet.locator("[data-away-throw]")).to_be_focused()
    assert tablet.evaluate(LIES)["rows"] == 1
    with tablet.expect_navigation():
        tablet.click(f"[data-away-stuck] a[href='{contested}']")
    both = tablet.locator("[data-conflict='words-impact']")
    expect(both.locator("[data-mine]")).to_have_text("第5件", timeout=PATIENCE)
    expect(both.locator("[data-theirs]")).to_have_text(ON_THE_PHONE)
    both.locator("[data-keep=mine]").press("Enter")
    expect(tablet.locator(LINE)).to_have_attribute("data-state", "saved", timeout=PATIENCE)
    with tablet.expect_navigation():
        tablet.keyboard.press("Control+Enter")


def nothing_stays(tablet: Page, train: Train, read: Assignment, cookies: list[str]) -> None:
    """What was taken along is gone after 14 days, when the session is ended elsewhere, and when the judge leaves."""
    home, address = reverse("jury:home"), reverse("jury:read", args=[read.public_id])
    tablet.goto(address)
    with tablet.expect_navigation():
        tablet.click("form[action$='/reopen/'] button")

    take_one(tablet)
    tablet.evaluate(FIFTEEN_DAYS_LATER)
    train.enters_tunnel()
    tablet.goto(address)
    tablet.wait_for_function(IS_EMPTY)
    assert "解方" not in tablet.content()
    train.leaves_tunnel()

    take_one(tablet)
    train.write("DELETE FROM django_session WHERE session_key = ?", cookies[0])
    tablet.goto(home)
    tablet.wait_for_function(IS_EMPTY)

    carry(tablet.context, train, cookies[1])
    take_one(tablet)
    tablet.goto(reverse("account:home"))
    with tablet.expect_navigation():
        tablet.click(f"form[action='{reverse('account_logout')}'] button")
    tablet.wait_for_function(IS_EMPTY)


def take_one(page: Page) -> None:
    """The one entry that is open lies on the device again."""
    page.goto(reverse("jury:home"))
    page.click("[data-away-take]")
    expect(page.locator(TOLD)).to_contain_text("這台裝置上有 1 件", timeout=PATIENCE)


def tab_to(page: Page, selector: str) -> None:
    """By keyboard alone, like somebody without a mouse."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return page.keyboard.press("Enter")
    raise AssertionError(f"no way to {selector}")


def score(page: Page, number: int, *, says: str) -> None:
    """One entry by keyboard alone; offline the line never says that it is saved."""
    expect(page.locator(LINE)).to_have_attribute("data-state", says, timeout=PATIENCE)
    expect(page.locator("html.js")).to_be_attached(timeout=PATIENCE)  # the keys are listened to
    for _criterion in scene.SCORES:
        page.keyboard.press(str(1 + number % 9))
        page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.insert_text(f"第{number}件")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(WORDS)
    assert says == "idle" or "已儲存" not in page.locator(LINE).inner_text()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
