"""Without scripts too: a form sent after the session ended keeps its words and can be sent again."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.models import Person
from tests.support.call import signed_in

WORDS = "打了三千字之後，登入過期了。" * 200
OURS = {"origin": "http://testserver"}


@pytest.fixture
def address(entry: Entry) -> str:
    return reverse("entrant:write", args=(entry.public_id, "problem"))


def test_words_sent_after_the_session_ended_are_held(
    address: str, entry: Entry, lead: Person, edition: Edition
) -> None:
    reply = Client().post(address, {"version": "1", "problem": WORDS}, headers=OURS)
    page = reply.content.decode()
    assert reply.status_code == 401
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert (fields["problem"], fields["version"]) == (WORDS, "1")
    signed_in(lead, edition).post(address, {name: fields[name] for name in ("problem", "version")}, headers=OURS)
    assert answers_of(Entry.objects.get(pk=entry.pk))["problem"] == WORDS


def test_a_form_open_for_too_long_is_held(address: str, lead: Person, edition: Edition) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(lead, edition).cookies
    reply = strict.post(address, {"version": "1", "problem": WORDS, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)
    page = reply.content.decode()
    assert reply.status_code == 403
    assert WORDS in page
    assert "x" * 64 not in page


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"referer": "https://evil.example/testserver"}]
)
def test_words_of_another_site_are_not(address: str, headers: dict[str, str]) -> None:
    reply = Client().post(address, {"version": "1", "problem": WORDS}, headers=headers)
    assert reply.status_code == 302


def test_what_is_held_is_text_and_nothing_else(address: str) -> None:
    reply = Client().post(address, {"problem": '"><script>alert(1)</script>' * 3}, headers=OURS)
    assert b"<script>alert" not in reply.content
