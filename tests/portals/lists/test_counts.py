"""Pages that list what several portals share ask the same few questions whatever they hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from baigong.domain.editions.actions import extend_deadline
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import save_draft
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from baigong.kit.outbox.actions import post
from baigong.kit.policy import SYSTEM
from tests.support.call import CLOSING, signed_in

MOST = [1, 3]  # rows


def letters(to: Person, *, count: int) -> None:
    for number in range(count):
        text = {"subject": f"第{number}封信", "text": "內文", "language": "zh-hant"}
        post(kind="hello", key=f"k{number}", to=to.email, person=to, **text)


@pytest.mark.parametrize("count", MOST)
def test_the_inbox(browser: Client, lead: Person, count: int, django_assert_num_queries: Any) -> None:
    letters(lead, count=count)
    browser.get(reverse("account:inbox"))
    with django_assert_num_queries(5):
        page = browser.get(reverse("account:inbox")).content.decode()
    assert page.count("封信") == count


@pytest.mark.parametrize("count", MOST)
def test_the_letters_of_the_office(
    officer: Person, edition: Edition, settings: Settings, count: int, django_assert_num_queries: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    letters(officer, count=count)
    client = signed_in(officer, edition)
    client.get(reverse("office:letters"))
    with django_assert_num_queries(7):
        page = client.get(reverse("office:letters")).content.decode()
    assert page.count("第") >= count


@pytest.mark.parametrize("count", MOST)
def test_the_history_of_an_entry(
    browser: Client, entry: Entry, lead: Person, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        save_draft(entry, answers={"title": f"第{number}版"}, version=entry.version, by=lead)
    address = reverse("entrant:history", args=(entry.public_id,))
    browser.get(address)
    with django_assert_num_queries(9):
        assert browser.get(address).status_code == 200


@pytest.fixture
def visitor(edition: Edition) -> Client:
    client = Client()
    client.get("/")
    return client


def test_the_home_page_of_an_open_call(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        assert visitor.get("/").status_code == 200


def test_what_is_kept_of_the_home_page_follows_the_year(visitor: Client, edition: Edition) -> None:
    before = visitor.get("/").content.decode()
    later = CLOSING.replace(day=7)
    extend_deadline(edition, milestone="call_closes", until=later, reason="颱風", by=SYSTEM)
    after = visitor.get("/").content.decode()
    assert before.count("5 月 6 日") == 0
    assert after.count("5 月 6 日") >= 2, "the deadline and the timeline"
    assert "Timeline" in visitor.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Timeline" not in visitor.get("/").content.decode()
