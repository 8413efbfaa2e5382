"""A file beside an answer: its small picture, who is in it, and whether they agreed."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import attach, describe
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import concern_about, file_questions, limits_of
from baigong.domain.people.models import Person
from baigong.kit.errors import BadInput
from baigong.kit.jobs.worker import drain
from baigong.kit.policy import NotAllowed
from tests.support import benign_files as good
from tests.support.call import signed_in

ALONE = {"shown": "nobody", "licence": "own"}
CLASS = {"shown": "some", "names": "十位高二學生", "licence": "own"}


@pytest.fixture
def photo(entry: Entry, lead: Person) -> Evidence:
    question = next(iter(file_questions(entry)))
    evidence = attach(entry, question=question, upload=ContentFile(good.phone_photo(), name="實習.jpg"), by=lead)
    drain()
    return evidence


def url(name: str, photo: Evidence) -> str:
    return reverse(f"entrant:{name}", args=(photo.entry.public_id, photo.public_id))


def test_the_small_picture_is_shown_to_the_team_only(
    browser: Client, edition: Edition, photo: Evidence, stranger: Person
) -> None:
    reply = browser.get(url("preview", photo))
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/jpeg")
    assert reply.headers["Content-Disposition"].startswith("inline")
    assert b"".join(reply.streaming_content).startswith(b"\xff\xd8")
    reply.close()
    assert signed_in(stranger, edition).get(url("preview", photo)).status_code == 404
    page = browser.get(reverse("entrant:submit", args=(photo.entry.public_id,))).content.decode()
    assert url("preview", photo) in page


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ({}, False),
        (ALONE, True),
        ({"shown": "nobody"}, False),
        (CLASS, False),
        ({**CLASS, "agreed": True}, True),
        ({**CLASS, "agreed": True, "minors": True}, False),
        ({**CLASS, "agreed": True, "minors": True, "guardians": True}, True),
    ],
)
def test_a_picture_is_settled_once_everybody_in_it_agreed(
    photo: Evidence, lead: Person, told: dict[str, object], *, settled: bool
) -> None:
    describe(photo, caption="實習課", people={"shown": "", **told}, by=lead)
    assert (concern_about(photo) == "") is settled


def test_people_in_it_are_named_and_only_writers_say_so(photo: Evidence, lead: Person, stranger: Person) -> None:
    with pytest.raises(BadInput):
        describe(photo, caption="", people={"shown": "some", "names": " "}, by=lead)
    with pytest.raises(NotAllowed):
        describe(photo, caption="", people=ALONE, by=stranger)


def test_the_page_says_what_is_missing_and_takes_it(browser: Client, photo: Evidence) -> None:
    assert browser.get(url("file-about", photo)).status_code == 200
    wrong = browser.post(url("file-about", photo), {"shown": "some", "licence": "own", "names": ""})
    assert wrong.status_code == 422
    sent = {**CLASS, "caption": "學生在量測", "agreed": "on"}
    assert browser.post(url("file-about", photo), sent).status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, concern_about(photo)) == ("學生在量測", "")


@pytest.mark.parametrize("version", [0, 1])
def test_a_film_says_how_long_it_is(browser: Client, entry: Entry, lead: Person, version: int) -> None:
    upload = ContentFile(good.long_film(200, version=version), name="課堂.mp4")
    attach(entry, question="video", upload=upload, by=lead)
    assert "3:20" in browser.get(reverse("entrant:submit", args=(entry.public_id,))).content.decode()


def test_a_film_that_is_too_long_is_refused_with_the_way_out(entry: Entry, lead: Person) -> None:
    minutes = limits_of(entry).video_minutes
    upload = ContentFile(good.long_film(minutes * 60 + 1), name="整學期.mp4")
    with pytest.raises(BadInput, match="附連結"):
        attach(entry, question="video", upload=upload, by=lead)
    assert not Evidence.objects.exists()
