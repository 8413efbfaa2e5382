"""Signing in by an outside provider, a real one on loopback: new people, known ones, addresses nobody has proven."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User, run_server_in_thread
from pytest_django import Settings

from baigong.domain.editions.actions import grant_role
from baigong.domain.people.actions import give_totp, register, verify_address
from baigong.domain.people.models import Person
from baigong.kit.audit.models import AuditEvent
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from tests.journeys.visitor import SECRET

pytestmark = pytest.mark.django_db
ADDRESS = "lin@school.example"
CLAIMS = {"email": ADDRESS, "family_name": "林", "given_name": "怡君"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Two people: one whose address the provider has proven, one whose address it only repeats."""
    proven = User(sub="proven", claims=CLAIMS | {"email": "Lin@School.example", "email_verified": True})
    unproven = User(sub="unproven", claims=CLAIMS | {"email_verified": False})
    with run_server_in_thread(user_claims=(proven, unproven)) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def switched_on(provider: str, settings: Settings) -> None:
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app(provider)], "OAUTH_PKCE_ENABLED": True}}


def app(provider: str, **more: Any) -> dict[str, Any]:
    made = {"client_id": "baigong", "secret": "s" * 32, "provider_id": "edu", "name": "教育雲端帳號"}
    return made | {"settings": {"server_url": provider}} | more


Come = Callable[..., Any]


@pytest.fixture
def come(client: Client) -> Come:
    """Through the whole way there and back, as a browser goes it."""

    def there_and_back(sub: str, *, process: str = "login") -> Any:
        start = client.post(f"/account/oidc/edu/login/?process={process}")
        assert start.status_code == 302
        agreed = requests.post(start["location"], data={"sub": sub}, allow_redirects=False, timeout=60)
        back = agreed.headers["location"].removeprefix("http://testserver")
        return client.get(back)

    return there_and_back


def known(*, is_proven: bool) -> Person:
    person = register(email=ADDRESS, name="林怡君", password="three-cups-of-oolong")
    if is_proven:
        verify_address(person)
    return person


def test_the_sign_in_page_offers_the_provider(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "教育雲端帳號" in page
    assert re.search(r'<a class="btn quiet" href="/account/oidc/edu/login/', page)


def test_somebody_new_gets_an_account_with_a_name_and_the_notice(client: Client, come: Come) -> None:
    page = come("proven")
    assert page.url == reverse("socialaccount_signup")
    form = client.get(page.url).context["form"]
    assert (form["email"].value(), form["name"].value()) == (ADDRESS, "林怡君")
    without = client.post(page.url, {"email": ADDRESS, "name": "林怡君"})
    assert without.status_code == 200
    assert not Person.objects.exists()
    client.post(page.url, {"email": ADDRESS, "name": "林怡君", "agreed": "on"})
    person = Person.objects.get()
    assert (person.email, person.name, person.has_usable_password()) == (ADDRESS, "林怡君", False)
    assert AuditEvent.objects.filter(verb="person.register").count() == 1
    assert client.get(reverse("account:home")).status_code == 200


def test_a_proven_address_leads_to_the_account_that_has_it(client: Client, come: Come) -> None:
    person = known(is_proven=True)
    come("proven")
    assert client.get(reverse("account:home")).wsgi_request.user == person
    assert person.socialaccount_set.count() == 1
    assert person.has_usable_password()
    assert Message.objects.filter(kind="account-change", to=ADDRESS).exists()


def test_an_address_nobody_has_proven_leads_nowhere(client: Client, come: Come) -> None:
    person = known(is_proven=True)
    page = come("unproven")
    if page.url == reverse("socialaccount_signup"):
        client.post(page.url, {"email": ADDRESS, "name": "假的", "agreed": "on"})
    assert client.get(reverse("account:home")).status_code == 302
    assert person.socialaccount_set.count() == 0
    assert Person.objects.count() == 1
    assert Message.objects.get(to=ADDRESS).kind == "account-exists"


def test_an_account_whose_address_was_never_proven_loses_its_password_to_who_proves_it(
    client: Client, come: Come
) -> None:
    """Somebody may have signed up with another's address and be waiting for its owner."""
    person = known(is_proven=False)
    come("proven")
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_an_office_role_still_needs_its_second_factor(client: Client, come: Come, edition: Any) -> None:
    person = known(is_proven=True)
    grant_role(edition, person, "office", by=SYSTEM)
    come("proven")
    page = client.get(reverse("office:home"))
    assert page.status_code == 302
    assert page.url.startswith((reverse("account:notices"), reverse("mfa_activate_totp")))


def test_a_second_factor_is_asked_for_after_the_provider(client: Client, come: Come) -> None:
    person = known(is_proven=True)
    person.is_generated = True
    give_totp(person, secret=SECRET)
    page = come("proven")
    assert page.url == reverse("mfa_authenticate")
    assert client.get(reverse("account:home")).status_code == 302


def test_a_known_account_is_connected_from_within(client: Client, come: Come) -> None:
    person = register(email="other@example.org", name="林怡君")
    verify_address(person)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    come("unproven", process="connect")
    assert person.socialaccount_set.get().uid == "unproven"


def test_a_provider_that_lacks_something_is_named(settings: Settings, provider: str) -> None:
    half = {
        "google": {"APPS": [{"client_id": "x", "secret": ""}]},
        "line": {"APPS": [{"client_id": "x", "secret": "y"}]},
        "openid_connect": {"APPS": [app(provider, secret="", settings={"server_url": ""})]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = half
    said = [str(one.msg) for one in run_checks(tags=["providers"])]
    assert len(said) == 2
    assert "GOOGLE_CLIENT_SECRET" in said[0]
    assert "OIDC_CLIENT_SECRET and OIDC_SERVER_URL" in said[1]
