"""What cannot be taken back asks once more who is there, and keeps the form that was sent meanwhile."""

from __future__ import annotations

from time import time

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Role
from baigong.domain.people.actions import give_totp, register
from baigong.domain.people.models import Person
from baigong.kit import policy
from baigong.kit.policy import SYSTEM
from tests.journeys.visitor import SECRET, totp
from tests.support.call import document, edition, shared_edition
from tests.support.sessions import browser_of, just_proven

__all__ = ["document", "edition", "shared_edition"]
pytestmark = pytest.mark.django_db
PASSWORD, LONG_AGO = "three-cups-of-oolong", 3600.0


@pytest.fixture
def director(edition: Edition) -> Person:
    person = register(email="director@example.org", name="主任", password=PASSWORD, is_generated=True)
    grant_role(edition, person, Role.Kind.DIRECTOR, by=SYSTEM)
    return person


@pytest.fixture
def newcomer(db: None) -> Person:
    return register(email="newcomer@example.org", name="新人")


@pytest.fixture
def browser(client: Client, director: Person) -> Client:
    """Signed in an hour ago."""
    return just_proven(browser_of(director, client=client), director, ago=LONG_AGO)


GRANT = "/office/edition/2026/roles/grant/"
EXPORT = "/office/edition/2026/entries/file/"
FORM = {"email": "newcomer@example.org", "kind": "chair"}


def has_role(person: Person) -> bool:
    return Role.objects.filter(person=person).exists()


def test_which_acts_ask_is_a_row_of_the_policy() -> None:
    assert policy.step_up() == {
        Can.APPROVE_CORRECTION,
        Can.APPROVE_SELECTION,
        Can.EXPORT_ENTRIES,
        Can.GRANT_ROLE,
        Can.SIGN_UNEVEN,
    }
    assert policy.step_up() <= policy.rows().keys()


def test_the_form_goes_through_once_the_password_is_given(browser: Client, newcomer: Person) -> None:
    asked = browser.post(GRANT, FORM)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not has_role(newcomer)
    wrong = browser.post(asked.url, {"password": "not-the-password", "next": GRANT})
    assert wrong.status_code == 200
    assert not has_role(newcomer)
    done = browser.post(asked.url, {"password": PASSWORD, "next": GRANT})
    assert done.url == reverse("office:edition_roles", args=["2026"])
    assert has_role(newcomer)


def test_who_has_a_second_factor_is_asked_for_that(browser: Client, director: Person, newcomer: Person) -> None:
    give_totp(director, secret=SECRET)
    just_proven(browser, director, method="password")
    asked = browser.post(GRANT, FORM)
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    browser.post(asked.url, {"code": totp(SECRET, at=time()), "next": GRANT})
    assert has_role(newcomer)


def test_for_some_minutes_it_is_not_asked_again(browser: Client, director: Person, newcomer: Person) -> None:
    just_proven(browser, director, ago=60)
    browser.post(GRANT, FORM)
    assert has_role(newcomer)


def test_taking_the_list_of_people_away_asks_too(browser: Client, director: Person) -> None:
    asked = browser.get(EXPORT)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    page = browser.get(asked.url)
    assert page.status_code == 200
    given = browser.post(asked.url, {"password": PASSWORD, "next": EXPORT}, follow=True)
    assert given["Content-Disposition"].startswith("attachment")


def test_who_may_not_is_refused_and_not_asked(newcomer: Person, edition: Edition) -> None:
    assert browser_of(newcomer).post(GRANT, FORM).status_code in {403, 404}
