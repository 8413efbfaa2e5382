"""Somebody in front of a browser: signs in, opens pages, and looks at each with axe and a camera."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.journeys.house import PATIENCE, House
from tests.support import axe
from tests.support.totp import totp

PICTURES = Path("build/journey")
GLANCES: tuple[tuple[str, int, Literal["dark", "light"]], ...] = (
    ("zh-hant", 320, "dark"),
    ("en", 1280, "dark"),
    ("en", 320, "light"),
    ("zh-hant", 1280, "light"),
)
MOST_TABS = 300
FOCUSED = """() => {
    const {type, value, checked, inputMode, dataset} = document.activeElement
    return {type, value, checked, inputMode, limit: dataset.ziLimit}
}"""
PASSWORD, SECRET = "baigong-demo-2026", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Visitor:
    """One browser window."""

    def __init__(self, browser: Browser, house: House, *, width: int = 1280, scripts: bool = True) -> None:
        size: ViewportSize = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=size, locale="zh-TW", java_script_enabled=scripts)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.house, self.page, self.said = house, self.context.new_page(), list[str]()
        self.page.on("console", self.hear)

    @cached_property
    def glass(self) -> Page:
        """A second window to look through; one for all looks, because the start of a window costs as much as a look."""
        return self.context.new_page()

    def hear(self, message: ConsoleMessage) -> None:
        """Errors only; a save that met another one (409) is part of the talk between page and server."""
        if message.type == "error" and "409" not in message.text:
            self.said.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a page that must answer and say nothing in the console."""
        answer = self.page.goto(self.house.url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        assert self.said == [], f"{path}: the console says {self.said[:3]}"
        return self.page

    def sign_in(self, role: str) -> None:
        """As one of the cast, with password and authenticator app."""
        self.open("/account/login/")
        self.page.fill("[name=login]", f"{role.replace('_', '-')}@demo.baigong.example")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_selector("[name=code]")
        while self.page.locator("[name=code]").count():  # a code may run out on its way; the next one is as good
            self.page.fill("[name=code]", self.fresh_code(role))
            with self.page.expect_navigation():
                self.page.click("main form button[type=submit]")
        self.page.wait_for_url(re.compile(r"/account/$"))

    def fresh_code(self, role: str) -> str:
        """One that this account has not handed in: a code is good once, and a few refusals lock the door."""
        while (code := totp(SECRET, at=time.time())) == self.house.handed_in.get(role):
            self.page.wait_for_timeout(500)
        self.house.handed_in[role] = code
        return code

    def look(self, name: str) -> None:
        """In both languages, widths and colours: axe finds nothing, nothing is too wide; pictures in Chinese.

        It looks through a second window, which asks for the page in either language and leaves the visitor's as it is.
        What a page looks like does not hang on the database: on PostgreSQL a picture of the page as it stands is all.
        """
        assert self.said == [], f"{name}: the console says {self.said[:3]}"
        if self.house.on_postgresql:
            picture(self.page, f"postgresql-{name}")
            return
        self.glass.bring_to_front()  # a page behind another one is drawn when there is time
        for language in ("en", "zh-hant"):
            self.speak(language)
            self.glass.goto(self.page.url)
            for width in (320, 1280):
                self.turn(width, "dark" if (width == 320) == (language == "en") else "light")
                axe.look(self.glass, name=f"{name}-{language}-{width}")
                if language == "zh-hant":
                    picture(self.glass, f"{name}-{width}")
        self.look_up()

    def glance(self, *paths: str) -> None:
        """One look at each of these pages, every time in another language, width or colour; on PostgreSQL a picture."""
        assert self.said == [], f"the console says {self.said[:3]}"
        self.glass.bring_to_front()
        for path, (language, width, colour) in zip(paths, cycle(GLANCES), strict=False):
            self.speak(language)
            self.turn(width, colour)
            answer = self.glass.goto(self.house.url + path)
            assert answer is not None
            assert answer.status == 200, f"{path}: {answer.status}"
            self.regard(f"glance{path.replace('/', '-')}{language}-{width}")
        self.speak("zh-hant")
        self.look_up()

    def regard(self, name: str) -> None:
        if self.house.on_postgresql:
            picture(self.glass, f"postgresql-{name}")
        else:
            check(self.glass, name)

    def look_up(self) -> None:
        """A page in the glass would go on asking until the end; a device gives its key to the window in front only."""
        self.glass.goto("about:blank")
        self.page.bring_to_front()

    def turn(self, width: int, colour: Literal["dark", "light"]) -> None:
        self.glass.set_viewport_size({"width": width, "height": 900})
        self.glass.emulate_media(color_scheme=colour)

    def speak(self, language: str) -> None:
        self.context.add_cookies([{"name": "language", "value": language, "url": self.house.url}])

    def tabs(self) -> Iterator[dict[str, Any]]:
        """Where the Tab key leads, stop by stop: what each control is and holds."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            yield self.page.evaluate(FOCUSED)
        raise AssertionError(f"Tab never comes to where it should on {self.page.url}")

    def reach(self, selector: str) -> None:
        """Go there with the Tab key from where the keyboard is."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"Tab never comes to {selector} on {self.page.url}")

    def write(self, selector: str, words: str) -> None:
        """Go to a field with the Tab key and write there; what stood in it goes."""
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def press(self, selector: str) -> None:
        """Go there with the Tab key, and press Enter; leads to another page."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def close(self) -> None:
        assert self.said == [], f"the console says {self.said[:3]}"
        self.context.close()


def check(page: Page, name: str) -> None:
    """One page as it stands."""
    picture(page, name)
    axe.look(page, name=name)


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.jpg", full_page=True, quality=70)
