"""The second edition with its office, signed in."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from baigong.domain.editions.actions import grant_role, save_edition
from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.models import Edition, Role
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.policy import SYSTEM
from tests.conftest import Once
from tests.support.sessions import browser_of, just_proven

EDITIONS = Path(__file__).parents[4] / "editions"
SignIn = Callable[..., Client]


@pytest.fixture(scope="session")
def document() -> Document:
    found = parse((EDITIONS / "2026.toml").read_text(encoding="utf-8"))
    assert isinstance(found, Document)
    return found


@pytest.fixture(scope="module")
def shared_edition(once: Once[Edition], document: Document) -> Edition:
    return once(lambda: save_edition(document, by=SYSTEM).edition)


@pytest.fixture
def edition(shared_edition: Edition, db: None) -> Edition:
    return copy.deepcopy(shared_edition)


@pytest.fixture
def person(db: None) -> Callable[[str], Person]:
    return lambda name: register(email=f"{name}@example.org", name=name, by=SYSTEM)


@pytest.fixture
def sign_in(edition: Edition, person: Callable[[str], Person]) -> SignIn:
    """A browser of somebody with these roles, past the notice and the second factor."""

    def enter(name: str, *kinds: str) -> Client:
        somebody = person(name)
        for kind in kinds:
            grant_role(edition, somebody, kind, by=SYSTEM)
        return just_proven(browser_of(somebody, client=Client(headers={"accept-language": "en"})), somebody)

    return enter


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("clerk", Role.Kind.OFFICE)
