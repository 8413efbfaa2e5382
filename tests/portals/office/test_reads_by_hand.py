"""Reads by hand: looked at before they go out, in and out as CSV, kept through later runs; and a way out of no room."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from baigong.domain.entries.actions import add_tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, ReadingPlan
from baigong.kit import time
from baigong.kit.errors import NotAllowed, Refused
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def ready() -> scene.Year:
    year = scene.new_year()
    scene.hand_in(year, 8)
    scene.seat(year, 6)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(ready)


@pytest.fixture
def office(year: scene.Year) -> Client:
    return browser_of(year.office)


def test_a_read_is_looked_at_given_and_kept(year: scene.Year, office: Client) -> None:
    entry, judge = year.entries[0], year.judges[0]
    page = office.post(reverse("office:reads_give"), {"title": entry.title, "judge": judge.public_id})
    assert page.context["count"] == 1
    assert not Assignment.objects.exists(), "nothing goes out before somebody has looked"
    office.post(reverse("office:reads_give"), {"rows": page.context["good"], "yes": "1"})
    assert Assignment.objects.get().is_fixed
    scene.give_out(year, load=0)
    assert (entry.pk, judge.pk) in {(read.entry_id, read.judge_id) for read in scene.reads(year)}


def test_a_cell_without_an_end_is_named_by_its_row(office: Client) -> None:
    answer = office.post(reverse("office:reads_give"), {"rows": 'entry,judge\n"' + "字" * 140_000})
    assert answer.status_code == 422
    assert "131,072" in answer.content.decode()


def test_what_speaks_against_it_is_said(year: scene.Year, office: Client) -> None:
    entry, judge, other = year.entries[0], year.judges[0], year.judges[1]
    add_tie(entry, judge.person, kind="family", reason="手足", by=judge.person)
    actions.change_judge(other, by=year.office, most_reads=0, tracks=[year.entries[1].track])
    rows = f"{entry.public_id},{judge.email}\n{entry.public_id},{other.email}\nunknown,{other.email}\n"
    page = office.post(reverse("office:reads_give"), {"rows": rows})
    first, second = page.context["pairs"]
    assert first.faults
    assert not second.faults
    assert second.warnings
    assert page.context["unknown"] == [f"unknown,{other.email}"]
    with pytest.raises(Refused):
        actions.assign_by_hand(year.round, [(entry, judge)], by=year.office)
    with pytest.raises(NotAllowed):
        actions.assign_by_hand(year.round, [(entry, other)], by=other.person)


def test_the_file_that_goes_out_comes_back(year: scene.Year, office: Client) -> None:
    scene.give_out(year, load=0)
    before = {(read.entry_id, read.judge_id) for read in scene.reads(year)}
    file = b"".join(office.get(reverse("office:reads_export")).streaming_content)  # type: ignore[attr-defined]
    for read in scene.reads(year):
        actions.take_back(read, reason="重來", by=year.office)
    assert not scene.reads(year)
    upload = SimpleUploadedFile("reads.csv", file, content_type="text/csv")
    page = office.post(reverse("office:reads_give"), {"file": upload})
    assert page.context["unknown"] == []
    office.post(reverse("office:reads_give"), {"rows": page.context["good"], "yes": "1"})
    assert {(read.entry_id, read.judge_id) for read in scene.reads(year)} == before


def test_a_sheet_that_is_handed_in_stays(year: scene.Year, office: Client) -> None:
    read = scene.give_out(year, load=0)[0]
    actions.submit_ballots_many(year.round, [actions.Sheet(read, dict.fromkeys(scene.SCORES, 6), scene.WORDS)])
    assert office.post(reverse("office:read_back", args=[read.public_id])).status_code == 409
    other = scene.reads(year)[-1]
    assert office.post(reverse("office:read_back", args=[other.public_id])).status_code == 302
    assert other not in scene.reads(year)


def test_an_own_entry_is_not_in_the_list(year: scene.Year, office: Client) -> None:
    read = scene.give_out(year, load=0)[0]
    assert read.entry.title in office.get(reverse("office:reads")).content.decode()
    add_tie(read.entry, year.office, kind="family", reason="手足", by=year.office)
    assert read.entry.title not in office.get(reverse("office:reads")).content.decode()
    file = b"".join(office.get(reverse("office:reads_export")).streaming_content)  # type: ignore[attr-defined]
    assert read.entry.public_id not in file.decode()
    assert office.post(reverse("office:read_back", args=[read.public_id])).status_code == 404


def test_where_there_is_no_room_a_way_out_is_shown(year: scene.Year, office: Client) -> None:
    office.post(reverse("office:assign"), {"reads": "3", "load": "3"})
    worker.drain()
    plan = ReadingPlan.objects.get()
    assert (plan.state, plan.figures["way_out"]) == ("failed", {"load": 4, "judges": 2, "reads": 2})
    page = office.get(reverse("office:assign")).content.decode()
    assert "最多 4 件" in page
    assert "再請 2 位評審" in page
    office.post(reverse("office:assign"), {"reads": "3", "load": "4"})
    worker.drain()
    assert ReadingPlan.objects.first().state == "found"  # type: ignore[union-attr]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_at_any_length(
    year: scene.Year, office: Client, django_assert_num_queries: Any, *, count: int
) -> None:
    pairs = [(entry, judge) for entry, judge in zip(year.entries, year.judges, strict=False)][:count]
    actions.assign_by_hand(year.round, pairs, by=year.office)
    with django_assert_num_queries(8):
        office.get(reverse("office:reads"))
