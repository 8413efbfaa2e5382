"""What stands between signing in and working: also for who got a role since, and for who left a machine open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baigong.domain.consents.actions import give
from baigong.domain.consents.queries import missing
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition
from baigong.domain.people.actions import give_totp, register
from baigong.domain.people.models import Person
from baigong.kit.http.sessions import SEEN
from baigong.kit.policy import SYSTEM
from tests.journeys.visitor import SECRET

pytestmark = pytest.mark.django_db
STRONG = reverse("mfa_activate_totp")


@pytest.fixture
def person(edition: Edition) -> Person:
    """Somebody who has read every notice and has no second factor."""
    person = register(email="lin@example.org", name="林怡君")
    for notice in missing(person, edition=edition.slug):
        give(notice, by=person)
    return person


@pytest.fixture
def browser(person: Person) -> Client:
    """At home in the rooms of entrants."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("entrant:list")).status_code == 200
    return client


def test_a_role_that_came_along_asks_for_the_second_factor(browser: Client, person: Person, edition: Edition) -> None:
    grant_role(edition, person, "office", by=SYSTEM)
    assert browser.get(reverse("office:home")).url.startswith(STRONG)
    person.is_generated = True
    give_totp(person, secret=SECRET)
    assert browser.get(reverse("office:home")).status_code == 200


def test_who_runs_the_award_signs_in_again_the_next_day(browser: Client, person: Person, edition: Edition) -> None:
    at_home = browser.session.get_expiry_date()
    assert at_home > timezone.now() + timedelta(days=13)
    grant_role(edition, person, "office", by=SYSTEM)
    person.is_generated = True
    give_totp(person, secret=SECRET)
    browser.get(reverse("office:home"))
    end = browser.session.get_expiry_date()
    assert end < timezone.now() + timedelta(hours=13)
    browser.get(reverse("office:home"))
    assert browser.session.get_expiry_date() == end


def test_nobody_else_is_looked_at_twice(browser: Client) -> None:
    assert browser.session["gates"] == "lightly"
    assert SEEN not in browser.session
    assert browser.get(reverse("office:home")).status_code in {403, 404}
    assert browser.session["gates"] == "lightly"


def rest(browser: Client, *, minutes: int) -> None:
    session = browser.session
    session[SEEN] -= minutes * 60
    session.save()


def test_who_runs_the_award_is_signed_out_when_away_and_what_was_written_is_held(
    browser: Client, person: Person, edition: Edition
) -> None:
    grant_role(edition, person, "office", by=SYSTEM)
    person.is_generated = True
    give_totp(person, secret=SECRET)
    assert b'data-idle="30"' in browser.get(reverse("office:home"), follow=True).content
    rest(browser, minutes=29)
    assert browser.post(reverse("account:here")).status_code == 204
    rest(browser, minutes=29)
    assert browser.get(reverse("account:home"), headers={"HX-Request": "true"}).status_code == 200
    rest(browser, minutes=2)
    words = {"name": "這一段話很長，長到不想再寫一次，所以要留下來。"}
    held = browser.post(reverse("account:profile"), words, headers={"Origin": "http://testserver"})
    assert (held.status_code, words["name"] in held.content.decode()) == (401, True)
    assert browser.get(reverse("account:home")).url.startswith(reverse("account_login"))
