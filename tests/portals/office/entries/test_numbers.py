"""A telephone number is covered until somebody says why; its owner reads who that was, and for which reason."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import show_number
from baigong.domain.entries.models import Entry
from baigong.domain.people.actions import change_profile
from baigong.domain.people.models import Person
from baigong.interface.my_data import as_data
from baigong.kit.audit.chain import verify
from baigong.kit.errors import BadInput, NotAllowed
from baigong.kit.text import masked
from tests.support.call import signed_in

NUMBER, REASON = "0912-345-678", "補正期限前一天，信件退回"


@pytest.mark.parametrize(
    ("number", "covered"),
    [(NUMBER, "09••-•••-678"), ("(02) 2345-6789 #12", "(02) ••••-•••9 #12"), ("113", "••3"), ("", "")],
)
def test_enough_is_left_to_know_it_again(number: str, covered: str) -> None:
    assert masked(number) == covered


@pytest.fixture
def reachable(lead: Person, submitted: Entry) -> Entry:
    change_profile(lead, by=lead, name=lead.name, phone=NUMBER)
    return submitted


def test_it_is_shown_once_to_who_says_why(edition: Edition, desk: Client, lead: Person, reachable: Entry) -> None:
    address = reverse("office:numbers", args=(reachable.public_id,))
    assert address in desk.get(reverse("office:entry", args=(reachable.public_id,))).content.decode()
    assert masked(NUMBER) in (covered := desk.get(address).content.decode())
    assert NUMBER not in covered
    member = reachable.members.get().public_id
    assert desk.post(address, {"member": member, "reason": " "}).status_code == 422
    shown = desk.post(address, {"member": member, "reason": REASON})
    assert NUMBER in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert NUMBER not in desk.get(address).content.decode()
    own = signed_in(lead, edition).get(reverse("account:own-data")).content.decode()
    assert own.count(REASON) == 1
    assert [look["reason"] for look in as_data(lead)["looks_at_number"]] == [REASON]
    assert verify() == ""


def test_who_looked_stands_on_pages_the_newest_first(
    edition: Edition, lead: Person, officer: Person, reachable: Entry
) -> None:
    for look in range(11):
        show_number(reachable.members.get(), reason=f"第 {look} 次", by=officer)
    first, second = (
        signed_in(lead, edition).get(reverse("account:own-data"), {"page": page}).content.decode() for page in (1, 2)
    )
    assert ("第 10 次" in first, "第 0 次" in first) == (True, False)
    assert ("第 10 次" in second, "第 0 次" in second) == (False, True)


def test_not_without_a_reason_nor_by_others(reachable: Entry, officer: Person, stranger: Person) -> None:
    member = reachable.members.get()
    with pytest.raises(BadInput):
        show_number(member, reason=" ", by=officer)
    for other in (stranger, member.person):
        with pytest.raises(NotAllowed):
            show_number(member, reason=REASON, by=other)


def test_a_team_without_numbers_is_told_so(desk: Client, submitted: Entry) -> None:
    assert "沒有人留電話" in desk.get(reverse("office:numbers", args=(submitted.public_id,))).content.decode()
