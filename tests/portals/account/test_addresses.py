"""The addresses of an account: a new one becomes the main one, and none goes but the one that was sent away."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from baigong.domain.people.actions import merge_accounts, register, verify_address, way_back
from baigong.domain.people.models import Person
from baigong.domain.people.queries import addresses_of, owner_of
from baigong.kit import time
from baigong.kit.errors import Refused
from baigong.kit.outbox.models import Message
from tests.domain.people.test_merging import OLD, proven
from tests.portals.account.test_sign_in import PASSWORD, code_in, known
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
NEW = "lin.new@example.org"


@pytest.fixture
def person() -> Person:
    """Somebody with two addresses: the second came with an account put into this one."""
    cache.clear()
    other, person = register(email=OLD, name="林怡君"), known()
    verify_address(other)
    merge_accounts(proven(person), by=person)
    return person


@pytest.fixture
def browser(person: Person) -> Client:
    """It has just been asked who it is, as the page asks before it changes anything."""
    browser = browser_of(person)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def do(browser: Client, act: str, address: str) -> Any:
    return browser.post(reverse("account_email"), {f"action_{act}": "", "email": address}, follow=True)


def main_of(person: Person) -> str:
    assert EmailAddress.objects.get(user=person, primary=True).email == Person.objects.get(pk=person.pk).email
    return EmailAddress.objects.get(user=person, primary=True).email


def test_moving_to_a_new_address_loses_none(person: Person, browser: Client) -> None:
    page = do(browser, "add", NEW.upper())
    browser.post(page.redirect_chain[-1][0], {"code": code_in("account-confirm")})
    assert addresses_of(person) == [NEW, OLD, person.email]
    do(browser, "primary", NEW)
    assert main_of(person) == NEW
    assert [owner_of(one) for one in (NEW, OLD, person.email)] == [person] * 3
    assert "主要信箱" in do(browser, "remove", person.email).content.decode()
    person.refresh_from_db()
    assert addresses_of(person) == [NEW, OLD]


def letter_to(address: str) -> Message:
    return Message.objects.filter(kind="address-changed", to=address).get()


def test_who_lost_the_main_address_brings_it_back_for_three_days(person: Person, browser: Client) -> None:
    old, start = person.email, time.now()
    do(browser, "primary", OLD)
    do(browser, "remove", old)
    way = way_in(old)
    page = Client().get(way)
    assert old in page.content.decode()
    assert main_of(person) == OLD
    with time.frozen(start + timedelta(hours=73)):
        assert "72" in Client().post(way).content.decode()
    assert Client().post(way).url == reverse("account_reset_password")
    assert main_of(person) == old
    assert [owner_of(one) for one in (old, OLD)] == [person, None]
    assert browser.get(reverse("account:home")).status_code == 302
    person.refresh_from_db()
    assert not person.has_usable_password()


def way_in(address: str) -> str:
    return re.search(r"/account/address/back/\S+/", letter_to(address).text)[0]


def test_what_a_thief_added_goes_with_him_and_his_own_letter_brings_nothing_back(
    person: Person, browser: Client
) -> None:
    old, start = person.email, time.now()
    page = do(browser, "add", NEW)
    browser.post(page.redirect_chain[-1][0], {"code": code_in("account-confirm")})
    do(browser, "primary", NEW)
    with time.frozen(start + timedelta(hours=1)):
        do(browser, "primary", OLD)
    with time.frozen(start - timedelta(days=30)):
        key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "早"}, created_at=time.now())
    thiefs = Authenticator.objects.create(user=person, type="recovery_codes", data={}, created_at=start)
    SocialAccount.objects.create(user=person, provider="openid", uid="1")
    first, second = way_in(old), way_in(NEW)
    for told in (old, person.public_id):
        assert told not in b64decode(first.split("/")[-2] + "==", altchars="-_").decode("latin-1") + first
    assert str(thiefs.get_type_display()) in Client().get(first).content.decode()
    Client().post(first, {})
    assert set(Authenticator.objects.filter(user=person)) == {key}
    assert not SocialAccount.objects.filter(user=person).exists()
    for used in (first, second):
        assert Client().post(used).status_code == Refused.status
    assert main_of(person) == old


def test_who_added_a_key_before_may_keep_it(person: Person, browser: Client) -> None:
    key = Authenticator.objects.create(user=person, type="recovery_codes", data={}, created_at=time.now())
    old = person.email
    do(browser, "primary", OLD)
    Client().post(way_in(old), {"keeps_keys": "on"})
    assert main_of(person) == old
    assert Authenticator.objects.get(user=person) == key


def test_a_letter_to_an_address_nobody_has_proven_brings_nothing_back(person: Person) -> None:
    assert way_back(person, address=NEW) == ""
    assert Client().get(reverse("account:address-back", args=["x:y:z"])).status_code == Refused.status


def test_the_main_address_stays_and_an_unproven_one_leads_nowhere(person: Person, browser: Client) -> None:
    do(browser, "remove", person.email)
    assert main_of(person) == person.email
    do(browser, "add", NEW)
    assert owner_of(NEW) is None
    do(browser, "primary", NEW)
    assert main_of(person) == person.email


def test_there_is_a_limit_and_a_wrong_one_is_told_at_its_field(settings: Settings, browser: Client) -> None:
    page = browser.post(reverse("account_email"), {"action_add": "", "email": "lin"})
    assert 'aria-invalid="true"' in page.content.decode()
    settings.ACCOUNT_MAX_EMAIL_ADDRESSES = 2
    assert "action_add" not in browser.get(reverse("account_email")).content.decode()


def test_a_link_that_was_used_says_so_and_leads_to_another_letter(person: Person) -> None:
    guest, reset = Client(), reverse("account_reset_password")
    guest.post(reset, {"email": person.email})
    way = re.search(r"/account/password/reset/key/\S+/", Message.objects.get(kind="account-reset").text)[0]
    form = guest.get(way, follow=True)
    chosen = dict.fromkeys(("password1", "password2"), "梧桐樹下的一隻藍鵲在唱歌給誰聽")
    assert guest.post(form.redirect_chain[-1][0], chosen).status_code == 302
    person.refresh_from_db()
    assert person.check_password(chosen["password1"])
    for language, said in (("zh-Hant", "這個連結不能用了"), ("en", "This link opens nothing any more")):
        page = Client().get(way, headers={"accept-language": language}).content.decode()
        assert said in page
        assert f'href="{reset}"' in page
