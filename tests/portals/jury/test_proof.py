"""A judge shows that the sheet that was counted is the one that was given, and sees nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.judging.models import Assignment
from baigong.kit import time
from fairjury.record import check_proof
from tests.support import jury as scene
from tests.support.winners import *  # noqa: F403 (fixtures are found by being here)
from tests.support.winners import selection_of

pytestmark = pytest.mark.django_db


def enter(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session["gates"] = "passed"
    session.save()
    return client


def test_the_own_sheet_is_shown_to_be_in_the_record(year: scene.Year) -> None:
    read = Assignment.objects.select_related("judge__person", "entry", "ballot").order_by("pk")[0]
    digest = selection_of(year).record["digest"]
    with time.frozen(scene.OPENING):
        answer = enter(read.judge.person).get(reverse("jury:proof", args=[read.public_id]))
    shown = answer.json()
    assert check_proof(shown, digest=digest)
    assert set(read.ballot.scores.values()) == set(shown["value"])
    other = Assignment.objects.exclude(judge=read.judge).values_list("judge__key", flat=True)
    assert not any(key in answer.content.decode() for key in other)
    shown["value"][0] += 1
    assert not check_proof(shown, digest=digest)


def test_nobody_else_fetches_it(year: scene.Year) -> None:
    read = Assignment.objects.select_related("judge", "entry").order_by("pk")[0]
    address = reverse("jury:proof", args=[read.public_id])
    others = [judge.person for judge in year.judges if judge.pk != read.judge_id]
    lead = read.entry.members.get(role="lead").person
    with time.frozen(scene.OPENING):
        for person in (others[0], lead, year.office):
            assert enter(person).get(address).status_code == 404
