"""An invitation is answered by a button only, and the oath opens the desk."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.consents.models import Consent
from baigong.domain.judging import actions
from baigong.domain.judging.models import Judge
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(scene.new_year)


@pytest.fixture
def judge(year: scene.Year) -> Judge:
    with time.frozen(scene.READING):
        return actions.invite_judge(year.edition, name="林評審", email="Lin@jury.example", by=year.office)


@pytest.fixture
def address(judge: Judge) -> str:
    return reverse("jury:invitation", args=[scene.secret_of(judge)])


@pytest.mark.parametrize("method", ["get", "head"])
def test_following_the_link_changes_nothing(judge: Judge, address: str, *, method: str) -> None:
    assert getattr(Client(), method)(address).status_code == 200
    judge.refresh_from_db()
    assert (judge.state, judge.person, judge.answered_at) == ("invited", None, None)


def test_a_scanner_that_follows_every_link_of_every_letter_changes_nothing(
    judge: Judge, address: str, year: scene.Year
) -> None:
    """Letters to one who is invited and to one who reads, each link opened and asked about by nobody in particular."""
    with time.frozen(scene.READING):
        scene.hand_in(year, 2)
        reader = scene.seat(year, 1)[0]
        scene.give_out(year, load=0, reads=1)
        actions.remind_judge(reader, year.round, by=year.office)
        letters = Message.objects.filter(to__in=[judge.email, reader.email])
        links = {urlsplit(link).path for letter in letters for link in re.findall(r"https?://[^\s)>\"]+", letter.text)}
        before = AuditEvent.objects.count()
        for link, method in product(sorted(links), ("get", "head")):
            getattr(Client(), method)(link)
    assert address in links
    assert AuditEvent.objects.count() == before
    judge.refresh_from_db()
    assert (judge.state, judge.person) == ("invited", None)
    assert actions.answer_judge(scene.secret_of(judge), accept=False, by=SYSTEM).state == "declined", "it was unused"


def test_declining_needs_no_account(judge: Judge, address: str) -> None:
    Client().post(address, {"answer": "decline"})
    judge.refresh_from_db()
    assert judge.state == "declined"


def test_accepting_needs_somebody_who_browser_of(judge: Judge, address: str) -> None:
    assert Client().post(address, {"answer": "accept"}).status_code == 409
    judge.refresh_from_db()
    assert judge.state == "invited"


def test_accepting_fewer_then_swearing_opens_the_desk(judge: Judge, address: str) -> None:
    person = scene.person("lin", domain="home.example")
    client = browser_of(person)
    assert client.post(address, {"answer": "fewer"}).status_code == 422
    assert client.post(address, {"answer": "fewer", "most_reads": "12"}).status_code == 302
    assert client.get(reverse("jury:home"))["Location"] == reverse("jury:oath")
    assert client.post(reverse("jury:oath"), {"jury-integrity": "1"}).status_code == 422
    assert client.post(reverse("jury:oath"), {"jury-integrity": "1", "jury-confidentiality": "1"}).status_code == 302
    judge.refresh_from_db()
    assert (judge.state, judge.person, judge.most_reads) == ("sworn", person, 12)
    assert Consent.objects.filter(person=person, about=judge.public_id).count() == 2
    assert client.get(reverse("jury:home")).status_code == 200


def test_a_used_link_belongs_to_one_person(judge: Judge, address: str) -> None:
    browser_of(scene.person("lin")).post(address, {"answer": "accept"})
    assert browser_of(scene.person("other")).post(address, {"answer": "accept"}).status_code == 409
    assert browser_of(scene.person("other")).post(address, {"answer": "decline"}).status_code == 403
    judge.refresh_from_db()
    assert judge.state == "accepted"


def test_a_new_invitation_ends_the_old_link(judge: Judge, address: str, year: scene.Year) -> None:
    actions.invite_again(judge, by=year.office)
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("jury:invitation", args=[scene.secret_of(judge)])).status_code == 200


def test_a_stranger_finds_no_desk(year: scene.Year) -> None:
    client = browser_of(scene.person("visitor"))
    assert client.get(reverse("jury:home")).status_code == 200
    assert client.get(reverse("jury:oath")).status_code == 404
