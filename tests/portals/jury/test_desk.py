"""A judge's evening: the list, the desk, saving, handing in, stepping aside."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.entries.models import Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot
from baigong.kit import time
from baigong.kit.errors import BadInput
from baigong.kit.text import digest
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db


def given_out() -> scene.Year:
    year = scene.new_year()
    with time.frozen(scene.READING):
        scene.hand_in(year, 8)
        scene.seat(year, 4)
        scene.give_out(year, load=0)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(given_out)


@pytest.fixture
def read(year: scene.Year) -> Assignment:
    return scene.reads(year)[0]


@pytest.fixture
def judge(read: Assignment) -> Client:
    return browser_of(read.judge.person)


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


def put(client: Client, read: Assignment, answers: dict[str, Any], *, version: int = 0) -> Any:
    body = json.dumps({"answers": answers, "version": version})
    return client.post(reverse("jury:save", args=[read.public_id]), body, content_type="application/json")


def complete() -> dict[str, Any]:
    return {"replicable": "8", "scalable": "7", "impact": "9", "words-entrant": scene.WORDS["entrant"]}


def test_a_round_that_is_over_asks_for_nothing_more(judge: Client, read: Assignment) -> None:
    """The list stays to be looked at; nothing is to be begun, changed or taken along."""
    home = reverse("jury:home")
    first = Assignment.objects.filter(judge=read.judge).order_by("order")[0]
    begin, take = reverse("jury:read", args=[first.public_id]), "data-away-take"
    before = judge.get(home).content.decode()
    assert "這一輪結束了" not in before
    assert take in before
    with time.frozen(scene.AFTER):
        after = judge.get(home).content.decode()
    assert "這一輪結束了" in after
    assert take not in after
    assert after.count(begin) == before.count(begin) - 1


def test_the_list_shows_own_reads_only(judge: Client, read: Assignment) -> None:
    page = judge.get(reverse("jury:home")).content.decode()
    own = Assignment.objects.filter(judge=read.judge)
    assert page.count("/jury/read/") == own.count() + 1
    others = Assignment.objects.exclude(judge=read.judge).values_list("public_id", flat=True)
    assert not [public_id for public_id in others if public_id in page]


def test_the_desk_shows_the_text_and_the_rubric_without_names(judge: Client, read: Assignment) -> None:
    page = judge.get(reverse("jury:read", args=[read.public_id])).content.decode()
    assert read.entry.title in page
    assert "可複製" in page
    assert "另一位老師準備一個月就能開始" in page
    for member in read.entry.members.all():
        assert member.email not in page
        assert f">{member.name}<" not in page


def test_autosave_says_what_it_kept(judge: Client, read: Assignment) -> None:
    answers = {"replicable": "7", "words-replicable": "材料寫得清楚"}
    answer = put(judge, read, answers)
    assert answer.json()["version"] == 1
    assert answer.json()["digest"] == digest(answers)
    ballot = Ballot.objects.get()
    assert ballot.scores == {"replicable": 7}
    assert ballot.words == {"replicable": "材料寫得清楚"}
    assert put(judge, read, {"impact": "3"}, version=1).json()["version"] == 2
    ballot.refresh_from_db()
    assert ballot.scores == {"replicable": 7, "impact": 3}
    assert ballot.versions.count() == 2


def test_an_older_version_is_refused_with_both_texts(judge: Client, read: Assignment) -> None:
    put(judge, read, {"words-impact": "一"})
    answer = put(judge, read, {"words-impact": "二"})
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {"words-impact": "一"}
    assert answer.json()["yours"] == {"words-impact": "二"}
    assert Ballot.objects.get().words == {"impact": "一"}


@pytest.mark.parametrize("score", ["11", "0", "7.5", "viel", "-1"])
def test_a_score_off_the_scale_is_refused(judge: Client, read: Assignment, *, score: str) -> None:
    assert put(judge, read, {"replicable": score}).status_code == 422
    assert not Ballot.objects.exists()


def test_a_criterion_of_another_round_is_refused_by_the_verb(read: Assignment) -> None:
    with pytest.raises(BadInput):
        actions.save_ballot(read, scores={"beauty": 7}, words={}, version=0, by=read.judge.person)


def test_handing_in_goes_on_to_the_next(judge: Client, read: Assignment) -> None:
    answer = judge.post(reverse("jury:submit", args=[read.public_id]), {**complete(), "version": "0"})
    assert answer.status_code == 302
    assert "/jury/read/" in answer["Location"]
    assert Ballot.objects.get().state == "submitted"
    assert "disabled" in judge.get(reverse("jury:read", args=[read.public_id])).content.decode()


def test_an_incomplete_sheet_stays_a_draft(judge: Client, read: Assignment) -> None:
    judge.post(reverse("jury:submit", args=[read.public_id]), {"replicable": "8", "version": "0"})
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.scores) == ("draft", {"replicable": 8})


def test_a_sheet_may_be_taken_back_until_the_round_closes(judge: Client, read: Assignment, year: scene.Year) -> None:
    judge.post(reverse("jury:submit", args=[read.public_id]), {**complete(), "version": "0"})
    assert put(judge, read, {"impact": "1"}, version=1).status_code == 409
    judge.post(reverse("jury:reopen", args=[read.public_id]))
    assert put(judge, read, {"impact": "1"}, version=1).status_code == 200
    judge.post(reverse("jury:submit", args=[read.public_id]), {**complete(), "version": "2"})
    with time.frozen(year.round.closes_at):
        assert put(judge, read, {"impact": "2"}, version=3).status_code == 409
        judge.post(reverse("jury:reopen", args=[read.public_id]))
        assert Ballot.objects.get().state == "submitted"
    with time.frozen(year.round.closes_at - timedelta(seconds=1)):
        judge.post(reverse("jury:reopen", args=[read.public_id]))
        assert Ballot.objects.get().state == "draft"


def test_others_reads_and_absent_ones_look_alike(read: Assignment) -> None:
    stranger = browser_of(Assignment.objects.exclude(judge=read.judge).first().judge.person)  # type: ignore[union-attr]
    foreign = stranger.get(reverse("jury:read", args=[read.public_id]))
    absent = stranger.get(reverse("jury:read", args=["0" * 26]))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert put(stranger, read, {"impact": "1"}).status_code == 404


def test_stepping_aside_removes_the_entry_at_once(judge: Client, read: Assignment) -> None:
    form = {"kind": "advised", "reason": "教過他們"}
    judge.post(reverse("jury:conflict", args=[read.public_id]), form)
    assert Tie.objects.get().kind == "advised"
    assert judge.get(reverse("jury:read", args=[read.public_id])).status_code == 404
    assert put(judge, read, {"impact": "1"}).status_code == 404
    assert read.public_id not in judge.get(reverse("jury:home")).content.decode()


def test_a_tie_to_a_unit_closes_the_whole_track(judge: Client, read: Assignment, year: scene.Year) -> None:
    judge.post(reverse("jury:conflict", args=[read.public_id]), {"kind": "unit"})
    track = [entry.pk for entry in year.entries if entry.track_id == read.entry.track_id]
    assert Tie.objects.filter(person=read.judge.person).count() == len(track) > 1
    assert not Assignment.objects.standing().filter(judge=read.judge, entry__in=track).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_at_any_length(year: scene.Year, django_assert_num_queries: Any, *, count: int) -> None:
    judge = year.judges[0]
    keep = list(Assignment.objects.filter(judge=judge).values_list("pk", flat=True)[:count])
    Assignment.objects.filter(judge=judge).exclude(pk__in=keep).update(released_at=scene.READING)
    client = browser_of(judge.person)
    client.get(reverse("jury:home"))
    with django_assert_num_queries(7):
        assert client.get(reverse("jury:home")).content.decode().count("/jury/read/") == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_at_any_length(year: scene.Year, django_assert_num_queries: Any, *, count: int) -> None:
    judge = year.judges[0]
    own = list(Assignment.objects.filter(judge=judge)[:count])
    Assignment.objects.filter(judge=judge).exclude(pk__in=[read.pk for read in own]).update(released_at=scene.READING)
    client = browser_of(judge.person)
    for read in own:
        put(client, read, {"impact": "5"})
    client.get(reverse("jury:read", args=[own[0].public_id]))
    with django_assert_num_queries(6):
        client.get(reverse("jury:read", args=[own[0].public_id]))
