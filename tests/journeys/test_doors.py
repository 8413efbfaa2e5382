"""Other ways in, in a real browser: an outside provider, and a passkey kept by the device."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser]
NAME = "林怡君"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_by_a_provider_and_from_then_on_by_a_passkey(chromium: Browser, open_house: House) -> None:
    teacher = Visitor(chromium, open_house)
    with_device(teacher.page)
    by_provider(teacher)
    add_passkey(teacher)
    sign_out(teacher)
    by_passkey(teacher)
    teacher.close()


def with_device(page: Page) -> None:
    """A device that keeps passkeys and always finds its owner present."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def by_provider(teacher: Visitor) -> None:
    """There, back, and one form with the name and the notice."""
    page = teacher.open("/account/login/")
    teacher.look("sign-in")
    page.get_by_role("link", name="教育雲端帳號").click()
    page.wait_for_url(re.compile("/account/oidc/edu/login/"))
    teacher.look("provider")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/oauth2/authorize"))
    page.get_by_role("button", name="teacher").click()
    page.wait_for_url(re.compile("/signup/"))
    teacher.said.clear()  # the provider's own page asked for things from elsewhere
    teacher.look("provider-sign-up")
    assert page.input_value("[name=name]") == NAME
    page.check("[name=agreed]")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/account/$"))


def add_passkey(teacher: Visitor) -> None:
    teacher.open("/account/2fa/webauthn/add/")
    teacher.look("passkey-add")
    page = teacher.open("/account/2fa/webauthn/add/")  # the page holds a riddle that the last one opened has to solve
    page.fill("[name=name]", "我的筆電")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("/account/2fa/(?!webauthn/add)"))
    teacher.open("/account/2fa/webauthn/")
    assert page.get_by_text("我的筆電").count()
    teacher.look("passkeys")


def sign_out(teacher: Visitor) -> None:
    page = teacher.open("/account/logout/")
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def by_passkey(teacher: Visitor) -> None:
    page = teacher.open("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(re.compile("/account/$"))
    assert NAME in page.content()
