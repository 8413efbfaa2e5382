"""Whatever people write, no script of theirs runs in anybody's browser, and no page's own policy is ever broken."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.bench.house import House, Told, free_port
from tests.bench.visitor import Visitor
from tests.support import browser
from tests.support.payloads import A_TEXT, IN, PAYLOADS
from tests.support.proofs import Case

ROLES = ("office", "entrant", "judge", "visitor", "director", "chair", "auditor", "member")
SCENES = ("results_out", "mid_judging")
STARTING = range(0, len(PAYLOADS), A_TEXT)  # each text has held every payload once all of them were begun with
NOTHING_YET = ("visitor", "mid_judging")  # before the results the world reads nothing that an entrant wrote
STARTS = ("/", "/library/", "/winners/", "/account/", "/account/inbox/", "/entries/", "/jury/", "/office/")
LEAVE_OUT = ("/static/", "/i18n/", "/account/log", "/account/signup", "/demo", "/kit/")
FILE = re.compile(r"\.(pdf|csv|json|odt|docx|zip|md|txt|webmanifest|jpe?g|png|webp|svg)$|/file/|/picture/|/export/")
ID = re.compile(r"[0-9a-z]{20,}|\d+")
NOT_THERE, FAULT = 400, 500  # answers from here on
WATCH = """() => {
  window.ran = []; window.broken = [];
  window.alert = (one) => ran.push(String(one));
  document.addEventListener('securitypolicyviolation', (one) => broken.push(one.violatedDirective + one.blockedURI));
}"""
FOUND = """() => {
  const inside = [...document.querySelectorAll('template')].map((one) => one.content);
  const all = [document, ...inside].flatMap((one) => [...one.querySelectorAll('*')]);
  const acts = ({name, value}) => name.startsWith('on') || /^\\s*javascript:/i.test(value);
  return {
    ran: window.ran, broken: window.broken,
    planted: all.filter((one) => [...one.attributes].some(acts)).map((one) => one.outerHTML.slice(0, 120)),
    seen: document.documentElement.outerHTML.includes('alert(1)'),
    links: [...document.querySelectorAll('a[href]')].map((one) => one.href),
  };
}"""


pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="texts are longer than PostgreSQL lets them be"),
]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        yield started
        started.close()


@pytest.mark.proof(name="scripts", asked=len(SCENES) * len(STARTING) * len(ROLES), small=1, seed=18)
def test_no_script_of_anybody_runs(cases: Iterator[Case], tmp_path: Path, chrome: Browser) -> None:
    """Each case is one person who looks at every kind of page of a world in which every text holds a payload."""
    with ExitStack() as open_house:
        block, house, told = -1, House(tmp_path, free_port()), {}
        for case in cases:
            wanted, place = divmod(case.number, len(ROLES))
            if wanted != block:
                open_house.close()
                block, told = wanted, spoilt_world(house, wanted)
                open_house.enter_context(house.server())
            looked, seen, faults = tour(house, told, ROLES[place], chrome=chrome)
            assert not faults, (ROLES[place], block, faults[:5])
            assert looked > len(STARTS) / 2, "the tour got nowhere"
            assert seen or (ROLES[place], SCENES[block % len(SCENES)]) == NOTHING_YET, "no page showed any of it"


def test_the_watch_sees_what_is_not_escaped(chrome: Browser) -> None:
    """A page that prints words as they are, without a policy: a script runs, or markup that could run one is there."""
    context = chrome.new_context()
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    for payload in (one for one in IN if one.startswith("<")):
        page.goto("about:blank")
        page.set_content(f"<p>{payload}</p>")
        found = page.evaluate(FOUND)
        assert found["ran"] or found["planted"], payload
    context.close()


def spoilt_world(house: House, block: int) -> Told:
    start, scene = divmod(block, len(SCENES))
    told = house.fill(SCENES[scene], entries=60, judges=6)
    command = [sys.executable, "-m", "tests.support.payloads", str(STARTING[start])]
    texts = subprocess.run(command, env=house.environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert int(texts) > len(PAYLOADS), "every payload has its place"
    return told


def tour(house: House, told: Told, role: str, *, chrome: Browser) -> tuple[int, int, list[Any]]:
    """How many pages were looked at, how many showed a payload as words, and what went wrong."""
    context = chrome.new_context(locale="zh-TW")
    context.add_init_script(f"({WATCH})()")
    if role != "visitor":
        person = Visitor(house.url)
        person.sign_in(told["accounts"][role])
        person.line.close()
        context.add_cookies(
            [{"name": name, "value": value, "url": house.url} for name, value in person.cookies.items()]
        )
    lost: list[str] = []
    context.on("response", lambda one: lost.append(one.url) if is_lost(one) else None)
    page, kinds, waiting = context.new_page(), set(), deque((*STARTS, *told["paths"].values()))
    seen, faults = 0, []
    while waiting:
        path = waiting.popleft()
        kind = ID.sub("*", path.partition("?")[0])
        if kind in kinds or path.startswith(LEAVE_OUT) or FILE.search(kind):
            continue
        kinds.add(kind)
        found = looked_at(page, house.url + path)
        seen += found["seen"]
        faults += [(path, name, found[name]) for name in ("status", "ran", "broken", "planted") if found[name]]
        waiting.extend(one[len(house.url) :].partition("#")[0] for one in found["links"] if one.startswith(house.url))
    context.close()
    return len(kinds), seen, faults + [("", "lost", address) for address in lost]


def is_lost(answer: Response) -> bool:
    """Whether a page has named a script, sheet or picture of ours that is not there."""
    return answer.status >= NOT_THERE and answer.request.resource_type in {"script", "stylesheet", "font", "image"}


def looked_at(page: Page, address: str) -> dict[str, Any]:
    """What ran, what the policy stopped, what got in as markup; and the links onward.

    A page that is sent as a file is opened without our policy, as it will be.
    """
    answer: Any = page.context.request.get(address, max_redirects=0)
    if "attachment" in answer.headers.get("content-disposition", ""):
        page.goto("about:blank")
        page.set_content(answer.text() if "html" in answer.headers["content-type"] else "")
    else:
        answer = page.goto(address, wait_until="load")
    found: dict[str, Any] = page.evaluate(FOUND)
    return found | {"status": answer.status if answer.status >= FAULT else 0}
