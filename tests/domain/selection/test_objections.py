"""疑義: asked within the term, answered once in words, put right by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.certificates.models import Certificate
from baigong.domain.editions.models import Prize
from baigong.domain.entries.actions import add_tie
from baigong.domain.entries.models import Entry
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Objection
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from tests.support import jury as scene
from tests.support.sessions import browser_of
from tests.support.winners import *  # noqa: F403 (fixtures are found by being here)
from tests.support.winners import lead_of

pytestmark = pytest.mark.django_db
QUESTION = "附件沒有打開，評語提到的是別人的檔案。"


@pytest.fixture(autouse=True)
def next_day() -> Iterator[None]:
    with time.frozen(scene.OPENING + timedelta(days=1)):
        yield


@pytest.fixture
def entry(year: scene.Year) -> Entry:
    """One that was not chosen."""
    return next(entry for entry in Entry.objects.order_by("pk") if not entry.awards.exists())


@pytest.fixture
def asked(entry: Entry) -> Objection:
    return actions.raise_objection(entry, question=QUESTION, by=lead_of(entry))


def test_a_team_asks_once_at_a_time_and_within_the_term(year: scene.Year, entry: Entry, asked: Objection) -> None:
    assert asked.due_at == time.now() + timedelta(days=15)
    with pytest.raises(Refused):
        actions.raise_objection(entry, question=QUESTION, by=lead_of(entry))
    other = next(one for one in year.entries if one.pk != entry.pk)
    with pytest.raises(NotAllowed):
        actions.raise_objection(other, question=QUESTION, by=lead_of(entry))
    with pytest.raises(BadInput):
        actions.raise_objection(other, question=" ", by=lead_of(other))
    with time.frozen(scene.OPENING + timedelta(days=11)), pytest.raises(Refused):
        actions.raise_objection(other, question=QUESTION, by=lead_of(other))


def test_the_answer_reaches_the_team_and_stands(year: scene.Year, entry: Entry, asked: Objection) -> None:
    worker.drain()
    assert {m.to for m in Message.objects.filter(kind="objection-raised")} >= {year.office.email, year.director.email}
    with pytest.raises(BadInput):
        actions.answer_objection(asked, upheld=False, answer="", by=year.office)
    actions.answer_objection(asked, upheld=False, answer="三位評審都讀到了這份附件。", by=year.office)
    with pytest.raises(Refused):
        actions.answer_objection(asked, upheld=True, answer="改變主意", by=year.director)
    assert Message.objects.get(kind="objection-answered").to == lead_of(entry).email
    page = browser_of(lead_of(entry)).get(reverse("entrant:question", args=[entry.public_id])).content.decode()
    assert "三位評審都讀到了" in page
    with pytest.raises(Refused):
        actions.award_late(asked, Prize.objects.get(key="top100"), by=year.director)


def test_a_justified_question_leads_to_the_award_by_a_second_person(
    year: scene.Year, entry: Entry, asked: Objection
) -> None:
    prize, before = Prize.objects.get(key="top100"), Award.objects.count()
    actions.answer_objection(asked, upheld=True, answer="評分登錄有誤。", by=year.director)
    asked.refresh_from_db()
    with pytest.raises(Refused):
        actions.award_late(asked, prize, by=year.director)
    with pytest.raises(NotAllowed):
        actions.award_late(asked, prize, by=year.office)
    actions.award_late(asked, prize, by=year.second)
    worker.drain()
    assert Award.objects.count() == before + 1
    assert Certificate.objects.filter(award__entry=entry, award__prize=prize).exists()
    with pytest.raises(Refused):
        actions.award_late(asked, prize, by=year.second)


def test_who_is_bound_neither_hears_nor_sees(year: scene.Year, entry: Entry) -> None:
    add_tie(entry, year.office, kind="family", reason="手足", by=year.office)
    asked = actions.raise_objection(entry, question=QUESTION, by=lead_of(entry))
    worker.drain()
    assert year.office.email not in {m.to for m in Message.objects.filter(kind="objection-raised")}
    assert QUESTION not in browser_of(year.office).get(reverse("office:questions")).content.decode()
    address = reverse("office:question_answer", args=[asked.public_id])
    assert browser_of(year.office).post(address, {"do": "dismiss", "answer": "維持"}).status_code == 404
    assert QUESTION in browser_of(year.director).get(reverse("office:questions")).content.decode()


def test_pages(year: scene.Year, entry: Entry) -> None:
    lead = browser_of(lead_of(entry))
    address = reverse("entrant:question", args=[entry.public_id])
    assert address in lead.get(reverse("entrant:entry", args=[entry.public_id])).content.decode()
    lead.post(address, {"question": QUESTION})
    asked = Objection.objects.get()
    assert 'name="question"' not in lead.get(address).content.decode()
    office = browser_of(year.office)
    office.post(reverse("office:question_answer", args=[asked.public_id]), {"do": "dismiss", "answer": "維持原結果。"})
    asked.refresh_from_db()
    assert asked.state == "dismissed"
    assert browser_of(lead_of(year.entries[0])).get(address).status_code in {200, 404}
    assert browser_of(scene.person("visitor")).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_at_any_length(year: scene.Year, django_assert_num_queries: Any, *, count: int) -> None:
    for entry in year.entries[:count]:
        actions.raise_objection(entry, question=QUESTION, by=lead_of(entry))
    office = browser_of(year.office)
    with django_assert_num_queries(8):
        office.get(reverse("office:questions"))
