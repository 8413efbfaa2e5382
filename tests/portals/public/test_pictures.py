"""A picture stands in the library only while everybody who can be seen in it has agreed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import attach, describe, submit_entry
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.library.actions import prepare, publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.people.models import Person
from baigong.kit.jobs.worker import drain
from baigong.kit.policy import SYSTEM
from tests.support import benign_files as good
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)

CLASS = {"shown": "some", "names": "十位高二學生", "licence": "own", "agreed": True}
PUPILS = {**CLASS, "minors": True}


@pytest.fixture
def photo(submitted: Entry, lead: Person) -> Evidence:
    upload = ContentFile(good.phone_photo(), name="實習.jpg")
    kept = attach(submitted, question="pictures", upload=upload, caption="量測", by=lead)
    submit_entry(submitted, by=lead)
    drain()
    return kept


@pytest.fixture
def solution(submitted: Entry, photo: Evidence, lead: Person) -> Solution:
    (prepared,) = prepare([submitted])
    return publish_solution(prepared, by=lead)


def seen(client: Client, solution: Solution, photo: Evidence) -> bool:
    """Whether the page shows it; the picture's own address agrees."""
    address = reverse("public:picture", args=(solution.public_id, photo.public_id))
    on_page = address in client.get(reverse("public:solution", args=(solution.public_id,))).content.decode()
    reply = client.get(address)
    reply.close()
    assert (reply.status_code == 200) is on_page
    return on_page


@pytest.mark.parametrize(
    ("told", "shown"),
    [({"shown": ""}, False), ({**CLASS, "agreed": False}, False), (CLASS, True), (PUPILS, False),
     ({**PUPILS, "guardians": True}, True)],
)  # fmt: skip
def test_it_waits_for_the_consent_of_everybody_in_it(
    client: Client, solution: Solution, photo: Evidence, lead: Person, told: dict[str, Any], *, shown: bool
) -> None:
    describe(photo, caption=photo.caption, people={"names": "", **told}, by=lead)
    assert seen(client, solution, photo) is shown


def test_a_consent_taken_back_takes_it_away_at_once(
    client: Client, solution: Solution, photo: Evidence, lead: Person
) -> None:
    describe(photo, caption=photo.caption, people=CLASS, by=lead)
    assert seen(client, solution, photo)
    describe(photo, caption=photo.caption, people={**CLASS, "agreed": False}, by=lead)
    assert not seen(client, solution, photo)


def test_the_team_sees_why_and_where_to_mend_it(
    edition: Edition, solution: Solution, photo: Evidence, lead: Person
) -> None:
    page = signed_in(lead, edition).get(reverse("entrant:library", args=(photo.entry.public_id,))).content.decode()
    assert reverse("entrant:file-about", args=(photo.entry.public_id, photo.public_id)) in page
    assert "誰" in page


def test_a_question_left_out_takes_its_pictures_along(
    client: Client, solution: Solution, photo: Evidence, lead: Person
) -> None:
    describe(photo, caption=photo.caption, people=CLASS, by=lead)
    publish_solution(solution, fields=["summary"], by=lead)
    assert not seen(client, solution, photo)


def test_what_is_not_published_shows_nothing(client: Client, submitted: Entry, photo: Evidence, lead: Person) -> None:
    describe(photo, caption=photo.caption, people=CLASS, by=lead)
    (prepared,) = prepare([submitted], by=SYSTEM)
    address = reverse("public:picture", args=(prepared.public_id, photo.public_id))
    assert client.get(address).status_code == 404
