"""What people ask about their own data has the law's clock: 15 or 30 days, longer once, answered with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.people.actions import answer_data_request, ask_about_data
from baigong.domain.people.models import DataRequest, Person
from baigong.kit import time
from baigong.kit.jobs.worker import drain
from baigong.kit.outbox.models import Message
from baigong.kit.policy import NotAllowed
from baigong.letters.jobs import remind_data_requests
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)


@pytest.fixture
def desk(officer: Person, edition: Edition, settings: Any) -> Client:
    settings.REQUIRE_SECOND_FACTOR = False
    return signed_in(officer, edition)


@pytest.fixture
def asked(lead: Person, officer: Person) -> DataRequest:
    return ask_about_data(lead, kind="stop", words="請不要再用我的照片")


def answer(desk: Client, asked: DataRequest, do: str, words: str) -> int:
    reply = desk.post(reverse("office:data_request", args=(asked.public_id,)), {"do": do, "answer": words})
    return reply.status_code


@pytest.mark.parametrize(("kind", "days"), [("look", 15), ("copy", 15), ("correct", 30), ("stop", 30), ("erase", 30)])
def test_the_clock_runs_from_asking(edition: Edition, lead: Person, kind: str, days: int) -> None:
    browser = signed_in(lead, edition)
    address = reverse("account:data-requests")
    assert browser.post(address, {"kind": kind, "words": "請處理"}).status_code == 302
    found = lead.data_requests.get()
    assert found.due_at - found.asked_at == timedelta(days=days)
    assert "請處理" in browser.get(address).content.decode()
    assert browser.post(address, {"kind": kind, "words": " "}).status_code == 422


def test_the_office_is_told_at_once_when_it_is_near_and_when_it_is_late(asked: DataRequest, officer: Person) -> None:
    drain()
    for days in (20, 26, 27, 31, 32):
        with time.frozen(asked.asked_at + timedelta(days=days)):
            remind_data_requests.call()
    told = Message.objects.filter(kind="data-request-waits", person=officer)
    assert told.count() == 3


def test_longer_once_then_done(desk: Client, asked: DataRequest, lead: Person) -> None:
    due = asked.due_at
    assert answer(desk, asked, "delay", "照片散在好幾個地方") == 302
    assert answer(desk, asked, "delay", "再久一點") == 409
    asked.refresh_from_db()
    assert (asked.due_at - due, asked.state) == (timedelta(days=30), "asked")
    answer(desk, asked, "grant", "")
    asked.refresh_from_db()
    assert asked.state == "asked"
    answer(desk, asked, "grant", "都撤下了")
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("granted", "都撤下了")
    texts = [letter.text for letter in Message.objects.filter(kind="data-request-answered", person=lead)]
    assert sum("都撤下了" in text for text in texts) == sum("照片散在" in text for text in texts) == 1


def test_nobody_answers_the_own_and_only_the_office_answers(asked: DataRequest, mate: Person, officer: Person) -> None:
    own = ask_about_data(officer, kind="look", words="我自己的")
    for person, thing in ((mate, asked), (officer, own), (asked.person, asked)):
        with pytest.raises(NotAllowed):
            answer_data_request(thing, grant=True, answer="好", by=person)


def test_the_office_sees_who_waits(desk: Client, asked: DataRequest) -> None:
    assert "請不要再用我的照片" in desk.get(reverse("office:data_requests")).content.decode()
    assert "1 件個人資料請求" in desk.get(reverse("office:home")).content.decode()
