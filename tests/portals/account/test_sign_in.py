"""Signing up and in, as a person does it: pages, letters, codes; nothing tells whether an address is known."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from baigong.domain.people.actions import register, verify_address
from baigong.domain.people.models import Person
from baigong.kit.errors import BadInput
from baigong.kit.outbox.models import Message

pytestmark = pytest.mark.django_db
PASSWORD = "three-cups-of-oolong"


@pytest.fixture(autouse=True)
def _no_limits_left() -> None:
    cache.clear()


def sign_up(client: Client, *, email: str = "lin@example.org", name: str = "林怡君", password: str = PASSWORD) -> Any:
    return client.post(reverse("account_signup"), {"email": email, "name": name, "password1": password, "agreed": "on"})


def code_in(kind: str) -> str:
    text = Message.objects.filter(kind=kind).latest("pk").text
    return re.search(r"\*\*([^*]+)\*\*", text)[1].strip()


def known(email: str = "lin@example.org") -> Person:
    person = register(email=email, name="林怡君", password=PASSWORD)
    verify_address(person)
    return person


@pytest.mark.parametrize("password", [PASSWORD, ""])
def test_a_person_signs_up_and_proves_the_address(client: Client, password: str) -> None:
    page = sign_up(client, password=password)
    assert page.status_code == 302
    page = client.post(page.url, {"code": code_in("account-confirm")})
    assert page.status_code == 302
    person = Person.objects.get()
    assert (person.name, person.has_usable_password()) == ("林怡君", bool(password))
    assert client.get(reverse("account:home")).status_code == 200


def test_the_same_address_in_capitals_gets_the_same_page_and_a_letter(client: Client) -> None:
    first = sign_up(Client(), email="new@example.org")
    known()
    again = sign_up(client, email="LIN@Example.org")
    assert (again.status_code, again.url) == (first.status_code, first.url)
    assert Person.objects.filter(email="lin@example.org").count() == 1
    assert Message.objects.latest("pk").kind == "account-exists"


def test_a_code_by_mail_is_a_way_in(client: Client) -> None:
    known()
    page = client.post(reverse("account_request_login_code"), {"email": "lin@example.org"})
    client.post(page.url, {"code": code_in("account-code")})
    assert client.get(reverse("account:profile")).status_code == 200


def test_an_unknown_address_gets_the_same_page_as_a_known_one() -> None:
    known()
    pages = [
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in ("lin@example.org", "nobody@example.org")
    ]
    assert pages[0].status_code == pages[1].status_code
    assert pages[0].url == pages[1].url


def test_a_wrong_password_says_a_sentence_and_keeps_the_address(client: Client) -> None:
    known()
    page = client.post(reverse("account_login"), {"login": "lin@example.org", "password": "wrong-password-123"})
    assert page.status_code == 200
    assert "lin@example.org" in page.content.decode()


def test_too_many_tries_slow_one_network_down_but_not_another(client: Client) -> None:
    known()
    for _ in range(9):
        client.post(reverse("account_login"), {"login": "lin@example.org", "password": "wrong-password-123"})
    blocked = client.post(reverse("account_login"), {"login": "lin@example.org", "password": PASSWORD})
    assert blocked.status_code in {200, 429}
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    page = elsewhere.post(reverse("account_login"), {"login": "lin@example.org", "password": PASSWORD})
    assert page.status_code == 302


def test_a_name_of_300_characters_is_refused_and_kept_on_the_page(client: Client) -> None:
    page = sign_up(client, name="長" * 300)
    assert page.status_code == 200
    assert "長" * 300 in page.content.decode()
    assert not Person.objects.exists()


def test_the_profile_is_kept(client: Client) -> None:
    client.force_login(known())
    page = client.post(
        reverse("account:profile"),
        {"name": " 林  怡君 ", "name_en": "Lin Yi-Chun", "phone": "02-2253-0196#12", "language": "en"},
    )
    assert page.status_code == 302
    person = Person.objects.get()
    assert (person.name, person.name_en, person.language) == ("林 怡君", "Lin Yi-Chun", "en")


def test_nobody_reads_the_letters_of_another(client: Client) -> None:
    known()
    other = register(email="wang@example.org", name="王")
    client.force_login(Person.objects.get(email="lin@example.org"))
    Message.objects.create(
        kind="x",
        key="x",
        person=other,
        to=other.email,
        language="zh-hant",
        subject="寫給王的信",
        text="t",
        message_id="<1@x>",
        written_at=other.joined_at, due_at=other.joined_at,
    )  # fmt: skip
    letter = Message.objects.get(key="x")
    assert client.get(reverse("account:message", args=[letter.public_id])).status_code == 404
    assert letter.subject not in client.get(reverse("account:inbox")).content.decode()


def test_a_passkey_nested_without_end_is_refused(client: Client) -> None:
    page = client.post(reverse("mfa_login_webauthn"), {"credential": "[" * 100_000})
    assert page.status_code == BadInput.status
