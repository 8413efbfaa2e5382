"""What a device kept while it was away: taken in once, a clash with both texts, nothing of a read that is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot, BallotVersion
from baigong.kit import time
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
WORDS = scene.WORDS["entrant"]
MESSAGE = {"id": str(UUID(int=1)), "version": 0, "hands_in": True}


def complete() -> dict[str, Any]:
    return {"replicable": "8", "scalable": "7", "impact": "9", "words-entrant": WORDS}


def put(client: Client, read: Assignment, name: str = "receive", **message: Any) -> Any:
    body = json.dumps(MESSAGE | {"answers": complete()} | message)
    return client.post(reverse(f"jury:{name}", args=[read.public_id]), body, content_type="application/json")


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: scene.reading_year(2, 1))


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@pytest.fixture
def read(year: scene.Year) -> Assignment:
    return scene.reads(year)[0]


@pytest.fixture
def judge(read: Assignment) -> Client:
    return browser_of(read.judge.person)


def test_the_same_id_twice_does_nothing(judge: Client, read: Assignment) -> None:
    first = put(judge, read)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    actions.reopen_ballot(read, by=read.judge.person)
    put(judge, read, "save", answers={"impact": "2"}, version=1)
    again = put(judge, read)
    assert (again.status_code, again.json()["version"]) == (200, 2)
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.scores["impact"], ballot.versions.count()) == ("draft", 2, 2)


def test_what_arrived_before_the_reply_was_lost_is_no_clash(judge: Client, read: Assignment) -> None:
    judge.post(reverse("jury:submit", args=[read.public_id]), {**complete(), "version": "0"})
    assert put(judge, read).status_code == 200
    assert BallotVersion.objects.count() == 1


def test_an_older_version_is_a_clash_with_both_texts(judge: Client, read: Assignment) -> None:
    put(judge, read, "save", answers={"words-impact": "別處"})
    answer = put(judge, read, answers={"words-impact": "車上"}, hands_in=False)
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {"words-impact": "別處"}


def test_answers_that_only_one_device_changed_are_no_dispute(judge: Client, read: Assignment) -> None:
    put(judge, read, "save", answers={"words-impact": "別處", "impact": "3"})
    answer = put(judge, read, answers={"impact": "4", "scalable": "5"}, hands_in=False)
    assert answer.json()["theirs"] == {"impact": "3"}


def test_an_incomplete_sheet_is_kept_and_says_what_it_lacks(judge: Client, read: Assignment) -> None:
    answer = put(judge, read, answers={"impact": "3"})
    assert answer.status_code == 200
    assert "可複製" in answer.json()["sentence"]
    assert (Ballot.objects.get().state, Ballot.objects.get().scores) == ("draft", {"impact": 3})


@pytest.mark.parametrize("wrong", [{"id": "x"}, {"id": 7}, {"answers": 3}, {"version": None}])
def test_what_is_no_message_is_refused(judge: Client, read: Assignment, *, wrong: dict[str, Any]) -> None:
    assert put(judge, read, **wrong).status_code == 400
    assert not Ballot.objects.exists()


def test_a_read_that_was_taken_back_takes_nothing_and_leaves_the_list(judge: Client, read: Assignment) -> None:
    listed = judge.get(reverse("jury:away")).json()["reads"]
    actions.declare_conflict(read, reason="", by=read.judge.person)
    assert put(judge, read).status_code == 404
    left = judge.get(reverse("jury:away")).json()["reads"]
    gone = {"address": reverse("jury:read", args=[read.public_id]), "is_in": False}
    assert gone in listed
    assert gone not in left


def test_what_installs_the_desk_knows_nobody(judge: Client) -> None:
    for address in (reverse("desk_worker"), reverse("jury:manifest"), reverse("jury:nowhere")):
        assert judge.get(address).status_code == Client().get(address).status_code == 200
    script = judge.get(reverse("desk_worker"))
    assert script.headers["Content-Type"] == "text/javascript"
    assert script.content == Client().get(reverse("desk_worker")).content
    assert b"/static/ui/css/ui.css" in script.content
    assert "unsafe" not in script.headers["Content-Security-Policy"]
