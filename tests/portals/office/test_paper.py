"""Judges who read on paper: what is printed names nobody, and a sheet counts once two typings say the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from baigong.domain.entries.actions import add_tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot, PaperSheet
from baigong.domain.judging.queries.paper import slip_of
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.benign_files import picture
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
TYPED = {"replicable": "8", "scalable": "7", "impact": "9", "words-entrant": scene.WORDS["entrant"]}


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: scene.reading_year(2, 1, names="金絲雀", files={"figure.png": picture("PNG")}))


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING):
        yield


@pytest.fixture
def read(year: scene.Year) -> Assignment:
    return scene.reads(year)[0]


@pytest.fixture
def office(year: scene.Year) -> Client:
    return browser_of(year.office)


@pytest.fixture
def second(year: scene.Year) -> Client:
    return browser_of(year.director)


def typed(client: Client, read: Assignment, **changes: str) -> Any:
    return client.post(reverse("office:paper", args=[slip_of(read.public_id)]), TYPED | changes)


def test_two_typings_that_agree_count_as_the_judge_s_sheet(
    office: Client, second: Client, read: Assignment, year: scene.Year
) -> None:
    typed(office, read)
    assert not Ballot.objects.exists()
    assert "8" not in second.get(reverse("office:paper", args=[slip_of(read.public_id)])).context["controls"][0].value
    typed(second, read)
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.assignment, ballot.scores) == (
        "submitted", read, {"replicable": 8, "scalable": 7, "impact": 9},
    )  # fmt: skip
    told = AuditEvent.objects.get(verb="ballot.submit_paper")
    assert (told.actor, told.facts["judge"]) == (year.director.public_id, read.judge.public_id)
    assert [one.actor for one in AuditEvent.objects.filter(verb="paper.type").order_by("pk")] == [
        year.office.public_id, year.director.public_id,
    ]  # fmt: skip


def test_typings_that_differ_are_shown_and_settled_on_the_paper(
    office: Client, second: Client, read: Assignment
) -> None:
    typed(office, read)
    answer = typed(second, read, impact="6")
    assert not Ballot.objects.exists()
    page = second.get(answer["Location"])
    (differs,) = [one for one in page.context["controls"] if one.first != one.second]
    assert (differs.name, differs.first, differs.second, differs.value) == ("impact", "9", "6", "")
    typed(second, read, impact="9")
    assert Ballot.objects.get().scores["impact"] == 9
    assert PaperSheet.objects.get().settled_at


@pytest.mark.parametrize("wrong", [{"impact": "11"}, {"impact": ""}, {"words-entrant": "好"}])
def test_what_no_judge_could_hand_in_is_not_typed(office: Client, read: Assignment, *, wrong: dict[str, str]) -> None:
    answer = typed(office, read, **wrong)
    assert answer.status_code in {409, 422}
    assert answer.context["controls"][0].value == "8"
    assert not PaperSheet.objects.exists()


def test_a_sheet_that_is_handed_in_is_left_alone(office: Client, read: Assignment) -> None:
    sheet = actions.Sheet(read, dict.fromkeys(scene.SCORES, 1), scene.WORDS)
    actions.submit_ballots_many(read.round, [sheet])
    assert typed(office, read).status_code == 409
    assert Ballot.objects.get().scores["impact"] == 1


def test_nobody_types_or_prints_what_binds_them(office: Client, year: scene.Year, read: Assignment) -> None:
    add_tie(read.entry, year.office, kind="family", reason="手足", by=year.office)
    assert typed(office, read).status_code == 404
    assert typed(browser_of(read.judge.person), read).status_code in {403, 404}
    pack = office.get(reverse("office:judge_pack", args=[read.judge.public_id]))
    assert read.entry.title not in text_of(pack)


def test_a_code_leads_to_its_sheet(office: Client, read: Assignment) -> None:
    slip = slip_of(read.public_id)
    answer = office.get(reverse("office:papers"), {"slip": f" {slip.lower()} "})
    assert answer["Location"] == reverse("office:paper", args=[slip])
    assert office.get(reverse("office:papers"), {"slip": "0000-0000"}).status_code == 200


def text_of(pack: Any) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pack.content)).pages)


def test_the_pack_holds_the_entries_and_names_nobody(year: scene.Year, read: Assignment) -> None:
    pack = browser_of(read.judge.person).get(reverse("jury:pack"))
    assert pack["Content-Disposition"].startswith('inline; filename="entries.pdf"')
    text = text_of(pack)
    for entry in year.entries:
        assert entry.title in text
    for one in scene.reads(year):
        assert slip_of(one.public_id) in text
    assert "金絲雀" not in text
    assert "school" not in text
    assert b"/Subtype/Image" in pack.content, "pictures are printed, too"


def test_what_the_office_prints_stands_on_record_entry_by_entry(year: scene.Year, read: Assignment) -> None:
    with time.frozen(scene.READING + timedelta(hours=1)):
        pack = browser_of(year.office).get(reverse("office:judge_pack", args=[read.judge.public_id]))
    assert pack.status_code == 200
    looked_at = AuditEvent.objects.filter(verb="entry.open", actor=year.office.public_id)
    assert {event.thing for event in looked_at} == {entry.public_id for entry in year.entries}
