"""A short list in one table: own entries only, each score through the same save, and what is complete is handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot
from baigong.domain.judging.queries import desk, grid
from baigong.kit import time
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: scene.reading_year(4, 2))


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@pytest.fixture
def reads(year: scene.Year) -> list[Assignment]:
    judge = scene.reads(year)[0].judge
    return sorted((read for read in scene.reads(year) if read.judge == judge), key=lambda read: read.order)


@pytest.fixture
def judge(reads: list[Assignment]) -> Client:
    return browser_of(reads[0].judge.person)


def put(client: Client, read: Assignment, answers: dict[str, Any], *, version: int) -> Any:
    body = json.dumps({"answers": answers, "version": version})
    return client.post(reverse("jury:save", args=[read.public_id]), body, content_type="application/json")


def test_the_table_shows_own_entries_with_their_scores(judge: Client, reads: list[Assignment]) -> None:
    put(judge, reads[0], {"impact": "7"}, version=0)
    page = judge.get(reverse("jury:grid"))
    rows = page.context["rows"]
    assert [row.href for row in rows] == [reverse("jury:read", args=[read.public_id]) for read in reads]
    assert [value for _key, _name, value in rows[0].cells] == ["", "", "7"]
    others = Assignment.objects.exclude(judge=reads[0].judge).values_list("public_id", flat=True)
    assert not [public_id for public_id in others if public_id in page.content.decode()]


def test_what_is_complete_is_handed_in_and_the_rest_says_what_it_lacks(judge: Client, reads: list[Assignment]) -> None:
    complete = dict.fromkeys(scene.SCORES, "6") | {"words-entrant": scene.WORDS["entrant"]}
    put(judge, reads[0], complete, version=0)
    put(judge, reads[1], {"impact": "6"}, version=0)
    page = judge.post(reverse("jury:grid"), follow=True).content.decode()
    assert Ballot.objects.get(assignment=reads[0]).state == "submitted"
    assert "還沒給分" in page


def test_a_conflict_takes_the_row_away(judge: Client, reads: list[Assignment]) -> None:
    actions.declare_conflict(reads[0], reason="", by=reads[0].judge.person)
    page = judge.get(reverse("jury:grid"))
    assert reads[0].public_id not in page.content.decode()


def test_a_long_list_has_no_table(judge: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (desk, grid):
        monkeypatch.setattr(room, "SHORT", 1)
    assert judge.get(reverse("jury:grid")).status_code == 404
    assert reverse("jury:grid") not in judge.get(reverse("jury:home")).content.decode()


@pytest.mark.usefixtures("reads")
def test_who_is_no_judge_has_no_table() -> None:
    assert browser_of(scene.person("stranger")).get(reverse("jury:grid")).status_code == 404
