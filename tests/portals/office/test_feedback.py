"""The gate of feedback: what waits says why, goes out once, and whoever only looks on has nothing to press."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.judging.models import Ballot
from baigong.domain.selection import actions
from baigong.domain.selection.models import Feedback
from baigong.kit import time
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of, just_proven

pytestmark = pytest.mark.django_db


def published() -> scene.Year:
    """A year whose judges wrote unkindly to one team and gave their number to another."""
    year = scene.judged_year(entries=16, judges=5)
    said = ("這是垃圾", "請打 0912-345-678")
    for entry, words in zip(year.entries, said, strict=False):
        Ballot.objects.filter(assignment__entry=entry).update(words={"impact": words})
    with time.frozen(scene.AFTER):
        selection = actions.ask_selection(year.round, by=year.office)
        worker.drain()
        selection.refresh_from_db()
        selection = actions.propose(selection, by=year.office)
        actions.approve(selection, by=year.director)
    with time.frozen(scene.OPENING):
        actions.publish_due()
        worker.drain()
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(published)


@pytest.fixture(autouse=True)
def afterwards() -> Any:
    with time.frozen(scene.OPENING):
        yield


def test_each_doubt_stands_under_its_words_and_a_page_goes_out_once(year: scene.Year) -> None:
    office, gate = just_proven(browser_of(year.office), year.office), reverse("office:feedback")
    held = Feedback.objects.get(entry=year.entries[0])
    release = reverse("office:feedback_release", args=[held.public_id])
    page = office.get(gate).content.decode()
    assert page.count("這句可能傷人") == page.count("這句可能看得出是誰寫的") == len(held.words)
    assert page.count("這樣送出") == 2
    assert office.post(release, {"text": ["可以再具體一點"] + [""] * (len(held.words) - 1)}).status_code == 302
    assert "已經有人送出" in office.post(release, {"text": ["別的"] * len(held.words)}, follow=True).content.decode()
    held.refresh_from_db()
    assert [said for _key, _kind, said in held.words] == ["可以再具體一點"]
    assert release not in office.get(gate).content.decode()


def test_an_auditor_reads_and_has_nothing_to_press(year: scene.Year) -> None:
    looker = scene.person("auditor")
    grant_role(year.edition, looker, "auditor", by=year.director)
    page = browser_of(looker).get(reverse("office:feedback")).content.decode()
    assert "這句可能傷人" in page
    assert "這樣送出" not in page
